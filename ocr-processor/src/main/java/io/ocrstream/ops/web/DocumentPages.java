/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Result;
import io.ocrstream.ops.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /page/documents/<number>}, the result of a document without credentials, and {@code
 * …/pages/<number>}, an image of one of its pages.
 *
 * <p><b>Threading:</b> any.
 */
final class DocumentPages {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final Pattern PATH =
      Pattern.compile("/page/documents/(\\d{1,18})(?:/pages/(\\d{1,6}))?");

  /** Content security policy that displays the bytes and never runs them. */
  private static final String PICTURE_POLICY =
      "default-src 'none'; sandbox; frame-ancestors 'none'";

  private final AnswerLog answers;
  private final @Nullable LocalFiles files;

  /** Creates the handler; without {@code files} it serves no images. */
  DocumentPages(AnswerLog answers, @Nullable LocalFiles files) {
    this.answers = answers;
    this.files = files;
  }

  /** Serves the request if the path matches; returns whether it did. */
  boolean serve(HttpExchange exchange) throws IOException, InterruptedException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      return false;
    }
    Optional<byte[]> record = answers.text(Long.parseLong(path.group(1)));
    String page = path.group(2);
    if (record.isEmpty()) {
      Replies.text(exchange, NOT_FOUND, "This result is no longer kept\n");
    } else if (page == null) {
      Replies.send(exchange, OK, "application/json", record.get());
    } else {
      picture(exchange, Json.readOwn(record.get(), Result.class), Integer.parseInt(page));
    }
    return true;
  }

  private void picture(HttpExchange exchange, Result result, int page)
      throws IOException, InterruptedException {
    if (files == null) {
      Replies.text(
          exchange,
          NOT_FOUND,
          "Page images are only available on the machine that has the files\n");
      return;
    }
    LocalFiles.Shown shown = files.picture(result, page);
    if (shown instanceof LocalFiles.Picture picture) {
      send(exchange, picture);
    } else if (shown instanceof LocalFiles.Refused refused) {
      Replies.text(exchange, refused.why().status(), refused.message() + "\n");
    }
  }

  private static void send(HttpExchange exchange, LocalFiles.Picture picture) throws IOException {
    try (exchange;
        InputStream bytes = picture.bytes()) {
      Replies.policy(exchange, PICTURE_POLICY);
      exchange.getResponseHeaders().set("Content-Type", picture.contentType());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(OK, head ? -1 : picture.length());
      if (!head) {
        bytes.transferTo(exchange.getResponseBody());
      }
    }
  }
}
