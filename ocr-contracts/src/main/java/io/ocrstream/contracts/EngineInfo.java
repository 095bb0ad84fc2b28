/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which engine read a document, and how: everything that a different answer could come from.
 *
 * @param name the engine's, as {@link EngineName} has it
 * @param version the engine's version and, behind a {@code +}, the revision of our own decoding and
 *     preparation of pages
 * @param modelDigest hex digits over the models of the languages used, in their order
 * @param options the options used
 * @param rendering how pages become pixels, as the settings say; null in older payloads
 */
public record EngineInfo(
    String name,
    String version,
    String modelDigest,
    OcrOptions options,
    @Nullable String rendering) {
  /** Revision of {@link Payload}'s form; one more whenever old entries could mislead a reader. */
  static final int PAYLOAD_SCHEMA = 2;

  /** Revision of {@link Page}'s form, likewise. */
  static final int PAGE_SCHEMA = 1;

  private static final int FINGERPRINT_BYTES = 8;

  /** An engine whose pages become pixels in one way only. */
  public EngineInfo(String name, String version, String modelDigest, OcrOptions options) {
    this(name, version, modelDigest, options, null);
  }

  /**
   * 16 hex digits over all of it and the payload's schema. Two infos that differ in anything that
   * may change the answer differ here; operational settings are not part of it.
   */
  public String fingerprint() {
    String text =
        String.join(
            "\n",
            "schema=" + PAYLOAD_SCHEMA,
            "engine=" + name,
            "version=" + version,
            "models=" + modelDigest,
            "languages=" + String.join("+", options.languages()),
            "pages=" + options.pages(),
            "outputs="
                + options.outputs().stream().map(Output::jsonName).collect(Collectors.joining(",")),
            "psm=" + options.pageSegmentationMode(),
            "text_layer=" + options.textLayer().jsonName());
    return digest(rendering == null ? text : text + "\nrendering=" + rendering);
  }

  /**
   * 16 hex digits over what the reading of a page's image depends on besides the image: neither
   * which pages nor which outputs were asked for, nor what is made of a document's own text, nor
   * how the image came about.
   */
  public String pageFingerprint() {
    return digest(
        String.join(
            "\n",
            "page-schema=" + PAGE_SCHEMA,
            "engine=" + name,
            "version=" + version,
            "models=" + modelDigest,
            "languages=" + String.join("+", options.languages()),
            "psm=" + options.pageSegmentationMode()));
  }

  private static String digest(String text) {
    byte[] digest = ContentHash.newDigest().digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
  }
}
