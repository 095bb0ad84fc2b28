/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.client.FileHash;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.Settings;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.ops.FormReader;
import io.ocrstream.ops.QueryString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an upload into a file: a form with a file, or a body that is the document.
 *
 * <p><b>Threading:</b> any; blocks for the body. <b>Bounds:</b> the size and time of the settings,
 * and {@link #MAX_FORM_BYTES}; a few buffers of memory. <b>Fails:</b> with {@link IOException} if
 * the client is gone; no file is left.
 */
final class UploadReader {
  /** Maximum size of a form besides its file, in bytes. */
  static final int MAX_FORM_BYTES = 64 << 10;

  private static final String OCTETS = "application/octet-stream";

  private final WorkFolder folder;
  private final DataSize maxBytes;
  private final Duration timeout;
  private final LongSupplier nanoTime;

  UploadReader(WorkFolder folder, Settings settings, LongSupplier nanoTime) {
    DataSize own = settings.gateway().maxBytes();
    DataSize ofWorkers = settings.content().maxBytes();
    this.folder = folder;
    this.maxBytes = own.compareTo(ofWorkers) < 0 ? own : ofWorkers;
    this.timeout = settings.gateway().uploadTimeout();
    this.nanoTime = nanoTime;
  }

  /** Returns a problem if the upload's length shows that it is too large. */
  Optional<Problem> refusal(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    boolean isTooLarge = length != null && digits(length) > maxBytes(contentType(exchange));
    return isTooLarge ? Optional.of(tooLarge()) : Optional.empty();
  }

  private static long digits(String length) {
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static String contentType(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? OCTETS : type;
  }

  private static boolean isForm(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith(FormReader.MEDIA_TYPE);
  }

  private long maxBytes(String contentType) {
    return maxBytes.bytes() + (isForm(contentType) ? MAX_FORM_BYTES : 0);
  }

  private Problem tooLarge() {
    return Problem.of(FailureCode.TOO_LARGE, "The document is larger than %s".formatted(maxBytes));
  }

  /** Reads the upload; the caller closes it. */
  Outcome<Upload> read(HttpExchange exchange) throws IOException {
    String type = contentType(exchange);
    Map<String, String> parameters = new HashMap<>(QueryString.all(exchange));
    Path file = folder.newFile();
    boolean isKept = false;
    try (UploadBody body =
        new UploadBody(exchange.getRequestBody(), maxBytes(type), timeout, nanoTime)) {
      Optional<Problem> problem = received(body, type, file, parameters);
      isKept = problem.isEmpty();
      return problem.isPresent()
          ? Outcome.failed(problem.get())
          : Outcome.of(new Upload(file, FileHash.of(file), mediaType(type), parameters));
    } finally {
      if (!isKept) {
        Upload.delete(file);
      }
    }
  }

  private Optional<Problem> received(
      UploadBody body, String type, Path file, Map<String, String> parameters) throws IOException {
    try {
      if (isForm(type)) {
        FormReader.read(body, type, file).fields().forEach(parameters::put);
      } else {
        Files.copy((InputStream) body, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return sizeProblem(Files.size(file));
    } catch (FormReader.MalformedException e) {
      body.requireConnected();
      return body.problem().or(() -> Optional.of(malformed(e)));
    } catch (IOException e) {
      if (body.problem().isEmpty()) {
        throw e;
      }
      return body.problem();
    }
  }

  private Optional<Problem> sizeProblem(long size) {
    if (size == 0) {
      return Optional.of(Problem.of(FailureCode.EMPTY, "The document has no bytes"));
    }
    return size > maxBytes.bytes() ? Optional.of(tooLarge()) : Optional.empty();
  }

  private static Problem malformed(FormReader.MalformedException e) {
    return Problem.of(FailureCode.INVALID_EVENT, String.valueOf(e.getMessage()));
  }

  /* The bytes decide; the type of a form or of curl's default is none. */
  private static String mediaType(@Nullable String type) {
    return type == null || isForm(type) || type.startsWith("application/x-www-form-urlencoded")
        ? OCTETS
        : type;
  }
}
