/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Result;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives access to the documents' files if the page runs on the machine that has them.
 *
 * <p><b>Threading:</b> any number of threads at once.
 */
public interface LocalFiles {
  /**
   * Renders an image of a page, to be displayed below its words.
   *
   * @param result the document's result, without credentials
   * @param page page number, from 1
   */
  Shown picture(Result result, int page) throws IOException, InterruptedException;

  /**
   * Renders a small image of the first page that was read.
   *
   * @param result the document's result, without credentials
   */
  Shown thumbnail(Result result) throws IOException, InterruptedException;

  /**
   * Opens an output of a result that is stored as a file.
   *
   * @param result the document's result, without credentials
   * @param index index of the output among the result's artifacts, from 0
   */
  Shown output(Result result, int index) throws IOException;

  /**
   * Stores an uploaded file and publishes its event.
   *
   * @param name file name on the user's machine; untrusted
   * @param body the bytes; at most {@link #maxUploadBytes} and one more are read
   */
  Sent send(String name, InputStream body) throws IOException, InterruptedException;

  /** Returns the size of the largest accepted file, in bytes. */
  long maxUploadBytes();

  /** Result of a request for an image or output: {@link Picture} or {@link Refused}. */
  sealed interface Shown permits Picture, Refused {}

  /** Result of an upload: {@link Accepted} or {@link Refused}. */
  sealed interface Sent permits Accepted, Refused {}

  /**
   * Holds an image in a format that browsers display, or an output.
   *
   * @param contentType such as {@code image/png}
   * @param length number of bytes
   * @param bytes the content; the receiver closes it
   */
  record Picture(String contentType, long length, InputStream bytes) implements Shown {}

  /**
   * Reports that the event was published.
   *
   * @param eventId id of the event, which its answer repeats
   * @param documentId document id of its answer
   * @param contentHash hash of the bytes
   */
  record Accepted(String eventId, String documentId, ContentHash contentHash) implements Sent {}

  /**
   * Reports that the request was rejected.
   *
   * @param why the reason
   * @param message a sentence for people
   */
  record Refused(Why why, String message) implements Shown, Sent {}

  /** Lists the reasons of a rejection. */
  enum Why {
    /** The file or page does not exist. */
    MISSING(404),
    /** The file changed after it was read. */
    CHANGED(409),
    /** The file is larger than the limit. */
    TOO_LARGE(413),
    /** The file's type is not supported. */
    UNSUITABLE(415),
    /** The server is busy; try again later. */
    BUSY(503);

    private final int status;

    Why(int status) {
      this.status = status;
    }

    /** Returns the HTTP status. */
    int status() {
      return status;
    }
  }
}
