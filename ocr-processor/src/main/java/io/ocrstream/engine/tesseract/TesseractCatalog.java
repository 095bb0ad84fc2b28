/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Checksums;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.ModelFacts;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the available models: the bundled ones, and those of the models folder, which take
 * precedence. The folder is listed once, at start. A model's digest is computed on first use.
 *
 * <p><b>Threading:</b> any.
 */
public final class TesseractCatalog implements EngineCatalog {
  /** Name of the engine in payloads and cache keys. */
  public static final String ENGINE_NAME = EngineName.TESSERACT.jsonName();

  /**
   * Revision of decoding, preprocessing and postprocessing. Increment it whenever the same bytes
   * may give another result.
   */
  static final int REVISION = 20;

  /**
   * The model for orientation and script detection. It is not a language, but it affects results.
   */
  static final String ORIENTATION_MODEL = "osd";

  private static final String BUNDLED = "models/";

  /** Folder of the English and the OSD model in Tess4J's jar. */
  private static final String IN_TESS4J = "/tessdata/";

  private static final String SUFFIX = ".traineddata";
  private static final Pattern MODEL_FILE = Pattern.compile("(\\w+)\\.traineddata");
  private static final String BUNDLED_LICENCE = "Apache-2.0";

  private final Map<String, InstallFolder.Bytes> sources = new TreeMap<>();
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  /** Licences of the models of the folder. */
  private final Map<String, String> licences = new TreeMap<>();

  private final String rendering;

  private TesseractCatalog(String rendering) {
    this.rendering = rendering;
  }

  /**
   * Reads the bundled checksums and lists the models folder.
   *
   * @throws EngineUnavailableException if the models folder cannot be listed, or a model is not
   *     what its description says
   */
  public static TesseractCatalog of(EngineConfig settings) {
    return of(settings.modelsDir(), ReadingDefaults.rendering(settings));
  }

  static TesseractCatalog of(Optional<Path> modelsDir, String rendering) {
    TesseractCatalog catalog = new TesseractCatalog(rendering);
    catalog.addBundled();
    try {
      if (modelsDir.isPresent()) {
        catalog.addFolder(modelsDir.get());
      }
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The engine's models cannot be listed; check ocr.engine.models-dir", e);
    }
    return catalog;
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    List<String> languages = modelsFor(options);
    if (options.engine() != EngineName.TESSERACT || !languages().containsAll(languages)) {
      return Optional.empty();
    }
    String version = NativeLibraries.TESSERACT_VERSION + "+" + REVISION;
    return Optional.of(
        new EngineInfo(ENGINE_NAME, version, modelDigest(languages), options, rendering));
  }

  @Override
  public SortedSet<String> languages() {
    SortedSet<String> names = new TreeSet<>(sources.keySet());
    names.remove(ORIENTATION_MODEL);
    return Collections.unmodifiableSortedSet(names);
  }

  @Override
  public List<ModelFacts> models() {
    return sources.keySet().stream()
        .map(
            name ->
                new ModelFacts(
                    EngineName.TESSERACT,
                    name,
                    new TreeSet<>(name.equals(ORIENTATION_MODEL) ? List.of() : List.of(name)),
                    digest(name),
                    licences.getOrDefault(name, BUNDLED_LICENCE),
                    !licences.containsKey(name)))
        .toList();
  }

  @Override
  public List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return List.of(NativeLibraries.unpack(folder));
  }

  @Override
  public List<Path> unpackModels(InstallFolder folder, OcrOptions options) throws IOException {
    return List.of(folder.publish("models", models(modelsFor(options)), Map.of()));
  }

  /** Returns the languages that may be used: all installed ones if they are to be detected. */
  List<String> modelsFor(OcrOptions options) {
    return options.choosesLanguages() ? List.copyOf(languages()) : options.languages();
  }

  /** Returns the models that {@code languages} need, as files to publish. */
  List<InstallFolder.Item> models(List<String> languages) {
    List<String> names = new ArrayList<>(languages);
    names.add(ORIENTATION_MODEL);
    return names.stream()
        .distinct()
        .map(name -> new InstallFolder.Item(name + SUFFIX, digest(name), source(name)))
        .toList();
  }

  /* The OSD model counts too: it affects the orientation of pages with low confidence. */
  private String modelDigest(List<String> languages) {
    MessageDigest digest = ContentHash.newDigest();
    for (InstallFolder.Item model : models(languages)) {
      digest.update(HexFormat.of().parseHex(model.sha256()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private String digest(String name) {
    return digests.computeIfAbsent(
        name,
        n -> {
          try {
            return InstallFolder.sha256(source(n));
          } catch (IOException e) {
            throw new UncheckedIOException("The model " + n + " cannot be read", e);
          }
        });
  }

  private InstallFolder.Bytes source(String name) {
    InstallFolder.Bytes source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("There is no model " + name);
    }
    return source;
  }

  private void addBundled() {
    Checksums.of(TesseractCatalog.class, BUNDLED)
        .forEach(
            (file, sum) -> {
              String name = file.substring(0, file.length() - SUFFIX.length());
              sources.put(name, () -> bundled(file));
              digests.put(name, sum);
            });
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher matcher = MODEL_FILE.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          addFile(matcher.group(1), file);
        }
      }
    }
  }

  private void addFile(String name, Path file) throws IOException {
    TraineddataDescription description = TraineddataDescription.of(file);
    sources.put(name, () -> Files.newInputStream(file));
    digests.remove(name);
    licences.put(name, description.licence());
    if (description.sha256().isPresent() && !description.sha256().get().equals(digest(name))) {
      throw new EngineUnavailableException(
          "The model %s has the SHA-256 %s and not %s, as its description says"
              .formatted(file.getFileName(), digest(name), description.sha256().get()));
    }
  }

  /** Opens a bundled file: one of this project, or a model in Tess4J's jar. */
  public static InputStream bundled(String name) throws IOException {
    InputStream own = TesseractCatalog.class.getResourceAsStream(BUNDLED + name);
    InputStream in =
        own != null ? own : TesseractCatalog.class.getResourceAsStream(IN_TESS4J + name);
    if (in == null) {
      throw new IOException("There is no bundled file " + name);
    }
    return in;
  }
}
