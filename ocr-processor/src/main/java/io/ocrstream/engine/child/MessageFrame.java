/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A message between worker and child.
 *
 * <p><b>Threading:</b> any; the body must not be modified.
 */
final class MessageFrame {
  private final Kind kind;
  private final byte[] body;

  MessageFrame(Kind kind, byte[] body) {
    this.kind = kind;
    this.body = body;
  }

  /** Kinds of messages. */
  enum Kind {
    /** To the child, first: {@link Messages.Start}. */
    START(1),
    /** From the child, once: {@link Messages.Ready}. */
    READY(2),
    /** From the child, while it works: heartbeat. No body. */
    BEAT(3),
    /** To the child: {@link Messages.Open}. Answered by OPENED. */
    OPEN(4),
    /** From the child: {@link Messages.Opened}. */
    OPENED(5),
    /** To the child: {@link Messages.Read}. Answered by PAGE, possibly after SEEN and KEEP. */
    READ(6),
    /** From the child: {@link Messages.Seen}. Answered by KNOWN. */
    SEEN(7),
    /** To the child: {@link Messages.Known}. */
    KNOWN(8),
    /** From the child: {@link Messages.Keep}. Not answered. */
    KEEP(9),
    /** From the child: {@link Messages.Outcome}. To the child, after WANTED: the page. */
    PAGE(10),
    /** To the child: {@link Messages.Write}. Answered by WRITTEN, after WANTED for each page. */
    WRITE(11),
    /** From the child: {@link Messages.Written}. */
    WRITTEN(12),
    /** To the child: the document is no longer needed. Answered by CLOSED. No body. */
    CLOSE(13),
    /** From the child: ready for the next document. No body. */
    CLOSED(14),
    /** To the child: {@link Messages.Draw}. Answered by WRITTEN. */
    DRAW(15),
    /** From the child: {@link Messages.Wanted}. Answered by PAGE. */
    WANTED(16);

    private static final List<Kind> ALL = List.of(values());

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Returns the kind's number in frames. */
    int code() {
      return code;
    }

    /** Returns the kind with that number. */
    static Optional<Kind> of(int code) {
      return ALL.stream().filter(kind -> kind.code == code).findFirst();
    }
  }

  Kind kind() {
    return kind;
  }

  /**
   * Parses the body.
   *
   * @throws IOException if it is not a JSON value of {@code type}
   */
  <T> T as(Class<T> type) throws IOException {
    return Json.read(body, type);
  }
}
