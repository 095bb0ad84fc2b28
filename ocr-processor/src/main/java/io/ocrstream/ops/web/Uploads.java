/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.contracts.Json;
import io.ocrstream.ops.Replies;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /page/documents?name=…}: takes a file and has it read.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_AT_ONCE} files, each as large as {@link
 * LocalFiles} takes; {@link #MAX_NAME_CHARS} of a name.
 */
final class Uploads {
  /** Files taken at once: the server's other threads stay free for health. */
  static final int MAX_AT_ONCE = 2;

  /** Longest name. */
  static final int MAX_NAME_CHARS = 200;

  static final String PATH = "/page/documents";

  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final String NAME = "name=";

  private final LocalFiles files;
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);

  Uploads(LocalFiles files) {
    this.files = files;
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    String query = exchange.getRequestURI().getRawQuery();
    String name = query == null || !query.startsWith(NAME) ? "" : name(query);
    if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      Replies.text(
          exchange, BAD_REQUEST, "Give a name of 1 to %d characters.\n".formatted(MAX_NAME_CHARS));
    } else if (isTooLarge(exchange.getRequestHeaders().getFirst("Content-Length"))) {
      // Before the bytes are read: there is no need to have them.
      Replies.text(exchange, TOO_LARGE, "The file is larger than any that is read.\n");
    } else if (!free.tryAcquire()) {
      Replies.text(exchange, UNAVAILABLE, "Other files are being taken; try again.\n");
    } else {
      try {
        take(exchange, name);
      } finally {
        free.release();
      }
    }
  }

  private boolean isTooLarge(@Nullable String length) {
    return length != null
        && length.length() < 18
        && Long.parseLong(length) > files.maxUploadBytes();
  }

  private void take(HttpExchange exchange, String name) throws IOException, InterruptedException {
    LocalFiles.Sent sent = files.send(name, exchange.getRequestBody());
    if (sent instanceof LocalFiles.Accepted accepted) {
      byte[] body = Json.write(Map.of("document_id", accepted.documentId()));
      Replies.send(exchange, ACCEPTED, "application/json", body);
    } else if (sent instanceof LocalFiles.Refused refused) {
      Replies.text(exchange, refused.why().status(), refused.message() + "\n");
    }
  }

  /* The last part of a path of any system, without what could hide or reorder it. */
  private static String name(String query) {
    try {
      return URLDecoder.decode(query.substring(NAME.length()), UTF_8)
          .replaceAll("^.*[/\\\\]", "")
          .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cn}]", "")
          .strip();
    } catch (IllegalArgumentException e) {
      // Not what any browser sends.
      return "";
    }
  }
}
