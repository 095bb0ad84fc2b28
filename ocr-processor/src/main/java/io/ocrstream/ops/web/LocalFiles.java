/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.Result;
import java.io.IOException;
import java.io.InputStream;

/**
 * The documents' files, where the page runs on the machine that has them.
 *
 * <p><b>Threading:</b> any number at once.
 */
public interface LocalFiles {
  /**
   * A picture of a page, to be shown below its words.
   *
   * @param result of the document, without credentials
   * @param page from 1
   */
  Shown picture(Result result, int page) throws IOException, InterruptedException;

  /**
   * Keeps a file that a user sent, and publishes its event.
   *
   * @param name as the user's machine has it: not to be trusted
   * @param body the bytes; read no further than {@link #maxUploadBytes} and one
   */
  Sent send(String name, InputStream body) throws IOException, InterruptedException;

  /** Largest file that is taken. */
  long maxUploadBytes();

  /** How asking for a picture ended: {@link Picture} or {@link Refused}. */
  sealed interface Shown permits Picture, Refused {}

  /** How sending ended: {@link Accepted} or {@link Refused}. */
  sealed interface Sent permits Accepted, Refused {}

  /**
   * A picture in a form that browsers show.
   *
   * @param contentType such as {@code image/png}
   * @param length of the bytes
   * @param bytes to be closed by whoever got it
   */
  record Picture(String contentType, long length, InputStream bytes) implements Shown {}

  /**
   * The event is published.
   *
   * @param documentId of its answer
   */
  record Accepted(String documentId) implements Sent {}

  /**
   * It cannot be.
   *
   * @param why of a closed list
   * @param message one sentence for people
   */
  record Refused(Why why, String message) implements Shown, Sent {}

  /** Why something is refused. */
  enum Why {
    /** There is none. */
    MISSING(404),
    /** What is there is not what was read. */
    CHANGED(409),
    /** More than is taken. */
    TOO_LARGE(413),
    /** Not of a kind that can be. */
    UNSUITABLE(415),
    /** Not now. */
    BUSY(503);

    private final int status;

    Why(int status) {
      this.status = status;
    }

    /** Of HTTP. */
    int status() {
      return status;
    }
  }
}
