/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.net.HttpURLConnection.HTTP_ACCEPTED;
import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_ENTITY_TOO_LARGE;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.contracts.Json;
import io.ocrstream.ops.QueryString;
import io.ocrstream.ops.Replies;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Handles {@code POST /page/documents?name=…}: accepts a file and publishes its event.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_AT_ONCE} files at once, each up to the size
 * that {@link LocalFiles} accepts; names of {@link #MAX_NAME_CHARS}.
 */
final class Uploads {
  /** Maximum number of parallel uploads; the server's other threads stay free for health checks. */
  static final int MAX_AT_ONCE = 2;

  /** Maximum length of a name, in characters. */
  static final int MAX_NAME_CHARS = 200;

  static final String PATH = "/page/documents";

  private final LocalFiles files;
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);

  Uploads(LocalFiles files) {
    this.files = files;
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    String name = QueryString.value(exchange, "name").map(Uploads::name).orElse("");
    if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      Replies.text(
          exchange,
          HTTP_BAD_REQUEST,
          "Use a file name of 1 to %d characters\n".formatted(MAX_NAME_CHARS));
    } else if (isTooLarge(exchange.getRequestHeaders().getFirst("Content-Length"))) {
      // Reject the upload before its bytes are read.
      Replies.text(exchange, HTTP_ENTITY_TOO_LARGE, "The file is larger than the limit of bytes\n");
    } else if (!free.tryAcquire()) {
      Replies.text(exchange, HTTP_UNAVAILABLE, "Other uploads are in progress; try again\n");
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
      Replies.send(exchange, HTTP_ACCEPTED, "application/json", Json.write(accepted));
    } else if (sent instanceof LocalFiles.Refused refused) {
      Replies.text(exchange, refused.why().status(), refused.message() + "\n");
    }
  }

  /* Returns the last part of a path of any system, without characters that could hide or reorder it. */
  private static String name(String given) {
    return given.replaceAll("^.*[/\\\\]", "").replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cn}]", "").strip();
  }
}
