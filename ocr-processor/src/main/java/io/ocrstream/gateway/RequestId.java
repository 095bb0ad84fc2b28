/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a request, which is the id of its event: 32 hex digits, a dash, and the SHA-256 of the
 * document. The id locates the document, so every gateway can answer for it.
 *
 * @param request 32 lower-case hex digits
 * @param hash the hash of the document
 */
record RequestId(String request, ContentHash hash) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{64})");
  private static final int DIGITS = 32;

  static RequestId random(ContentHash hash) {
    return new RequestId(UUID.randomUUID().toString().replace("-", ""), hash);
  }

  /** Returns an id that is equal on all gateways for equal key, document and parameters. */
  static RequestId ofKey(String key, ContentHash hash, String parameters) {
    ContentHash digest = ContentHash.ofBytes((key + '\n' + parameters).getBytes(UTF_8));
    return new RequestId(digest.hex().substring(0, DIGITS), hash);
  }

  /** Parses the written form; empty for other texts. */
  static Optional<RequestId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new RequestId(matcher.group(1), new ContentHash(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return request + '-' + hash.hex();
  }
}
