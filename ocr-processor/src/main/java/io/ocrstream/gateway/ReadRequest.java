/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.loader.ValueParser;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.intake.OptionsForm;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parameters of a request, from its query and its form.
 *
 * @param options how to read the document
 * @param documentId the document's name, which the answer repeats; null for the request's id
 * @param tag any text, which the answer repeats; or null
 * @param waiting how long to wait for the answer; empty for the default
 * @param query the parameters that belong to the request's identity, as a query without {@code ?}
 */
record ReadRequest(
    EventOptions options,
    @Nullable String documentId,
    @Nullable String tag,
    Optional<Duration> waiting,
    String query) {
  /** Maximum length of {@code document_id} and {@code tag}, in characters. */
  static final int MAX_TEXT_CHARS = 512;

  static final String DOCUMENT_ID = "document_id";
  static final String TAG = "tag";
  static final String WAIT = "wait";

  /** Returns the request; a problem for an unknown name or value. */
  static Outcome<ReadRequest> of(Map<String, String> parameters) {
    Map<String, String> options = new HashMap<>(parameters);
    String documentId = options.remove(DOCUMENT_ID);
    String tag = options.remove(TAG);
    String patience = options.remove(WAIT);
    if (!isPlain(documentId) || !isPlain(tag)) {
      return Outcome.failed(
          FailureCode.INVALID_EVENT,
          "%s and %s must be texts of 1 to %d characters without control characters"
              .formatted(DOCUMENT_ID, TAG, MAX_TEXT_CHARS));
    }
    return OptionsForm.read(options)
        .flatMap(
            read ->
                duration(patience)
                    .map(wait -> new ReadRequest(read, documentId, tag, wait, query(parameters))));
  }

  private static Outcome<Optional<Duration>> duration(@Nullable String text) {
    try {
      return Outcome.of(Optional.ofNullable(text).map(ValueParser::duration));
    } catch (IllegalArgumentException e) {
      return Outcome.failed(
          FailureCode.INVALID_EVENT, WAIT + " must be a duration such as 500ms, 10s or 1m");
    }
  }

  private static boolean isPlain(@Nullable String text) {
    return text == null
        || (!text.isBlank()
            && text.length() <= MAX_TEXT_CHARS
            && text.codePoints()
                .noneMatch(
                    c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE));
  }

  private static String query(Map<String, String> parameters) {
    SortedMap<String, String> own = new TreeMap<>(parameters);
    own.remove(WAIT);
    return own.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
