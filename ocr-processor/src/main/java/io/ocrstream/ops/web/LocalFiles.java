/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

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
   * Stores an uploaded file and publishes its event.
   *
   * @param name file name on the user's machine; untrusted
   * @param body the bytes; at most {@link #maxUploadBytes} and one more are read
   */
  Sent send(String name, InputStream body) throws IOException, InterruptedException;

  /** Returns the size of the largest accepted file, in bytes. */
  long maxUploadBytes();

  /** Result of a request for an image: {@link Picture} or {@link Refused}. */
  sealed interface Shown permits Picture, Refused {}

  /** Result of an upload: {@link Accepted} or {@link Refused}. */
  sealed interface Sent permits Accepted, Refused {}

  /**
   * Holds an image in a format that browsers display.
   *
   * @param contentType such as {@code image/png}
   * @param length number of bytes
   * @param bytes the content; the receiver closes it
   */
  record Picture(String contentType, long length, InputStream bytes) implements Shown {}

  /**
   * Reports that the event was published.
   *
   * @param documentId document id of its answer
   */
  record Accepted(String documentId) implements Sent {}

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
