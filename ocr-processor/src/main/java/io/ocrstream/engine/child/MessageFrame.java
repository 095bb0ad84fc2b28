/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One message between worker and child.
 *
 * <p><b>Threading:</b> immutable; nobody writes to the body.
 */
final class MessageFrame {
  private final Kind kind;
  private final byte[] body;

  MessageFrame(Kind kind, byte[] body) {
    this.kind = kind;
    this.body = body;
  }

  /** What a frame says. */
  enum Kind {
    /** To the child, first: {@link Messages.Start}. */
    START(1),
    /** From the child, once: {@link Messages.Ready}. */
    READY(2),
    /** From the child, while it has work: it is alive. No body. */
    BEAT(3),
    /** To the child: {@link Messages.Open}; answered by OPENED. */
    OPEN(4),
    /** From the child: {@link Messages.Opened}. */
    OPENED(5),
    /** To the child: {@link Messages.Read}; answered by PAGE, after SEEN and KEEP where it asks. */
    READ(6),
    /** From the child: {@link Messages.Seen}; answered by KNOWN. */
    SEEN(7),
    /** To the child: {@link Messages.Known}. */
    KNOWN(8),
    /** From the child: {@link Messages.Keep}; not answered. */
    KEEP(9),
    /** From the child: {@link Messages.Outcome}. To the child, after WANTED: the page itself. */
    PAGE(10),
    /** To the child: {@link Messages.Write}; answered by WRITTEN, after WANTED for each page. */
    WRITE(11),
    /** From the child: {@link Messages.Written}. */
    WRITTEN(12),
    /** To the child: the document is done with; answered by CLOSED. No body. */
    CLOSE(13),
    /** From the child: ready for the next document. No body. */
    CLOSED(14),
    /** To the child: {@link Messages.Draw}; answered by WRITTEN. */
    DRAW(15),
    /** From the child: {@link Messages.Wanted}; answered by PAGE. */
    WANTED(16);

    private static final List<Kind> ALL = List.of(values());

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number on the wire. */
    int code() {
      return code;
    }

    /** The kind of that number. */
    static Optional<Kind> of(int code) {
      return ALL.stream().filter(kind -> kind.code == code).findFirst();
    }
  }

  Kind kind() {
    return kind;
  }

  byte[] body() {
    return body;
  }

  /**
   * The body as the type that belongs to the kind.
   *
   * @throws IOException if it is not one
   */
  <T> T as(Class<T> type) throws IOException {
    return Json.read(body, type);
  }
}
