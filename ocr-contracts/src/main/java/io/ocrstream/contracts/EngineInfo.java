/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes the engine that read a document and everything that can change its answer.
 *
 * @param name the engine's name, as in {@link EngineName}
 * @param version the engine's version, followed by {@code +} and the revision of our own decoding
 *     and preprocessing of pages
 * @param modelDigest hex digits over the models of the used languages, in their order
 * @param options the used options
 * @param rendering the settings that decide how pages become pixels; null in older payloads
 */
public record EngineInfo(
    String name,
    String version,
    String modelDigest,
    OcrOptions options,
    @Nullable String rendering) {
  /**
   * Revision of {@link Payload}'s format; it increases whenever old entries could mislead a reader.
   */
  static final int PAYLOAD_SCHEMA = 4;

  /** Revision of {@link Page}'s format; it increases likewise. */
  static final int PAGE_SCHEMA = 3;

  private static final int FINGERPRINT_BYTES = 8;

  /** Creates the description of an engine without rendering settings. */
  public EngineInfo(String name, String version, String modelDigest, OcrOptions options) {
    this(name, version, modelDigest, options, null);
  }

  /**
   * Returns 16 hex digits over all fields and the payload's schema. Two descriptions differ here if
   * they differ in anything that can change the answer. Operational settings have no influence.
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
   * Returns 16 hex digits over everything besides the image that can change the reading of a page's
   * image. The selection of pages, the outputs, the use of a text layer and the rendering have no
   * influence.
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
