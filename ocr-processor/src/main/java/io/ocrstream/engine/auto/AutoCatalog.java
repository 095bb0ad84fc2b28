/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.InstallFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The catalog of the engine {@code auto}, which uses Tesseract and the second engine. If the second
 * engine is not installed or not used, descriptions and cache keys are those of Tesseract.
 *
 * <p><b>Threading:</b> any.
 */
public final class AutoCatalog implements EngineCatalog {
  /** The name of the engine in payloads and cache keys. */
  public static final String ENGINE_NAME = EngineName.AUTO.jsonName();

  /** Revision of the choice. Increment it when another reading may be chosen for the same bytes. */
  static final int REVISION = 8;

  private final EngineCatalog first;
  private final Optional<EngineCatalog> second;
  private final EngineConfig.Effort effort;

  /**
   * Creates a catalog.
   *
   * @param first the catalog of Tesseract
   * @param second the catalog of the second engine, if installed
   */
  public AutoCatalog(
      EngineCatalog first, Optional<EngineCatalog> second, EngineConfig.Effort effort) {
    this.first = first;
    this.second = effort == EngineConfig.Effort.FAST ? Optional.empty() : second;
    this.effort = effort;
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return first
        .info(options.withEngine(EngineName.TESSERACT))
        .map(alone -> withSecond(options).map(both -> joined(alone, both, options)).orElse(alone));
  }

  /*
   * Any language is requested here. The languages that the engine spells are checked for each page.
   */
  private Optional<EngineInfo> withSecond(OcrOptions options) {
    return options.pageSegmentationMode() == OcrOptions.DEFAULT_PAGE_SEGMENTATION_MODE
        ? second.flatMap(
            catalog ->
                catalog.info(
                    OcrOptions.text(OcrOptions.AUTO_LANGUAGES).withEngine(EngineName.ONNX)))
        : Optional.empty();
  }

  private EngineInfo joined(EngineInfo tesseract, EngineInfo onnx, OcrOptions options) {
    MessageDigest digest = ContentHash.newDigest();
    digest.update((tesseract.modelDigest() + onnx.modelDigest()).getBytes(US_ASCII));
    String version =
        "tesseract-%s onnx-%s %s+%d"
            .formatted(
                tesseract.version(),
                onnx.version(),
                effort.name().toLowerCase(Locale.ROOT),
                REVISION);
    return new EngineInfo(
        ENGINE_NAME,
        version,
        HexFormat.of().formatHex(digest.digest()),
        options,
        tesseract.rendering());
  }

  /** Returns the catalog of Tesseract. */
  EngineCatalog first() {
    return first;
  }

  /** Returns whether the second engine reads text in {@code languages}. */
  boolean secondSpells(List<String> languages) {
    OcrOptions options = OcrOptions.text(languages).withEngine(EngineName.ONNX);
    return second.flatMap(catalog -> catalog.info(options)).isPresent();
  }

  /** Returns whether a page is read again even if its first reading is not in doubt. */
  boolean isThorough() {
    return effort == EngineConfig.Effort.BEST;
  }

  @Override
  public SortedSet<String> languages() {
    return first.languages();
  }

  @Override
  public Problem refusal(OcrOptions options) {
    return first.refusal(options);
  }

  @Override
  public List<Path> unpackModels(InstallFolder folder, OcrOptions options) throws IOException {
    return first.unpackModels(folder, options);
  }
}
