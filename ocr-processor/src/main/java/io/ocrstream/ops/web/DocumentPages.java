/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_NO_CONTENT;
import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.ops.QueryString;
import io.ocrstream.ops.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /page/documents/<position>}, the result of a document without credentials, and
 * below it {@code /pages/<number>}, an image of a page, {@code /thumbnail}, a small image of the
 * first page (204 if there is none at the moment), and {@code /outputs/<index>}, an output that is
 * a file.
 *
 * <p>The queries {@code event} and {@code hash} say which result is meant. If another one is at the
 * position, because the topic was created again, the answer is 404.
 *
 * <p><b>Threading:</b> any.
 */
final class DocumentPages {
  private static final Pattern PATH =
      Pattern.compile(
          "/page/documents/(?<at>"
              + AnswerPosition.FORM
              + ")(?:/pages/(?<page>\\d{1,6})|/outputs/(?<output>\\d{1,3})|(?<thumbnail>/thumbnail))?");

  /** Content security policy that displays the bytes and never runs them. */
  private static final String PICTURE_POLICY =
      "default-src 'none'; sandbox; frame-ancestors 'none'";

  private final Cluster cluster;
  private final @Nullable LocalFiles files;

  /** Creates the handler; without {@code files} it serves no images and no outputs. */
  DocumentPages(Cluster cluster, @Nullable LocalFiles files) {
    this.cluster = cluster;
    this.files = files;
  }

  /** Serves the request if the path matches; returns whether it did. */
  boolean serve(HttpExchange exchange) throws IOException, InterruptedException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      return false;
    }
    Outcome<byte[]> found = cluster.result(AnswerPosition.of(path.group("at")));
    Optional<Problem> problem = found.problem();
    if (problem.isPresent()) {
      boolean isGone = problem.get().code() == FailureCode.NOT_FOUND;
      Replies.text(
          exchange, isGone ? HTTP_NOT_FOUND : HTTP_UNAVAILABLE, problem.get().message() + "\n");
    } else {
      serve(exchange, path, found.value().orElseThrow());
    }
    return true;
  }

  private void serve(HttpExchange exchange, Matcher path, byte[] record)
      throws IOException, InterruptedException {
    Result result = Json.readOwn(record, Result.class);
    boolean isWhole =
        path.group("page") == null
            && path.group("output") == null
            && path.group("thumbnail") == null;
    if (!isMeant(exchange, result)) {
      Replies.text(exchange, HTTP_NOT_FOUND, "Another result is at this position\n");
    } else if (isWhole) {
      Replies.send(exchange, HTTP_OK, "application/json", record);
    } else {
      file(exchange, path, result);
    }
  }

  private static boolean isMeant(HttpExchange exchange, Result found) {
    Optional<String> event = QueryString.value(exchange, "event");
    Optional<String> hash = QueryString.value(exchange, "hash");
    return event.filter(id -> !id.equals(found.eventId())).isEmpty()
        && hash.filter(start -> !found.contentHash().hex().startsWith(start)).isEmpty();
  }

  private void file(HttpExchange exchange, Matcher path, Result result)
      throws IOException, InterruptedException {
    if (files == null) {
      Replies.text(
          exchange,
          HTTP_NOT_FOUND,
          "Files are only available on the machine that has the documents\n");
      return;
    }
    LocalFiles.Shown shown = shown(files, path, result);
    if (shown instanceof LocalFiles.Picture picture) {
      if (path.group("output") != null) {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment");
      }
      send(exchange, picture);
    } else if (path.group("thumbnail") != null) {
      // A list has many, and browsers report each error.
      Replies.send(exchange, HTTP_NO_CONTENT, "text/plain; charset=utf-8", "");
    } else if (shown instanceof LocalFiles.Refused refused) {
      Replies.text(exchange, refused.why().status(), refused.message() + "\n");
    }
  }

  private static LocalFiles.Shown shown(LocalFiles files, Matcher path, Result result)
      throws IOException, InterruptedException {
    String page = path.group("page");
    String output = path.group("output");
    if (page != null) {
      return files.picture(result, Integer.parseInt(page));
    }
    return output == null
        ? files.thumbnail(result)
        : files.output(result, Integer.parseInt(output));
  }

  private static void send(HttpExchange exchange, LocalFiles.Picture picture) throws IOException {
    try (exchange;
        InputStream bytes = picture.bytes()) {
      Replies.policy(exchange, PICTURE_POLICY);
      exchange.getResponseHeaders().set("Content-Type", picture.contentType());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(HTTP_OK, head ? -1 : picture.length());
      if (!head) {
        bytes.transferTo(exchange.getResponseBody());
      }
    }
  }
}
