/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.models;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.OwnFolder;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.config.loader.SettingsText;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.ModelFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * Adds models to the folders of the settings. A model is copied to a draft, tried there and then
 * moved, so a refused model is never in use.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class ModelFolder {
  private static final String PREFIX = "ocr.engine.";
  private static final String TESSERACT_FOLDER = PREFIX + "models-dir";
  private static final String ONNX_FOLDER = PREFIX + "onnx.models-dir";

  private final EngineConfig settings;

  public ModelFolder(EngineConfig settings) {
    this.settings = settings;
  }

  /** A model that is refused. The message says why, for people. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Adds a model.
   *
   * @param file a {@code .traineddata}, or the {@code models.properties} of a model set
   * @param licence licence of a {@code .traineddata}
   * @param replace whether an existing model of the same name is replaced
   * @return the model as it is installed
   * @throws RefusedException if it cannot be used, or exists
   */
  public ModelFacts add(Path file, Optional<String> licence, boolean replace)
      throws IOException, RefusedException {
    ModelAddition addition = ModelAddition.of(file, licence);
    Path folder = folder(addition.engine());
    Path existing = folder.resolve(addition.name());
    if (Files.exists(existing) && !replace) {
      throw new RefusedException("%s exists; add --replace".formatted(existing));
    }
    Files.createDirectories(folder);
    Path draft = Files.createTempDirectory(folder, ".draft-");
    try {
      addition.copyTo(draft);
      ModelFacts model = tried(addition, draft);
      publish(addition, draft, folder);
      return model;
    } finally {
      OwnFolder.delete(draft);
    }
  }

  private Path folder(EngineName engine) throws RefusedException {
    boolean isOnnx = engine == EngineName.ONNX;
    return (isOnnx ? settings.onnx().modelsDir() : settings.modelsDir())
        .orElseThrow(
            () ->
                new RefusedException(
                    "There is no folder for the model; set %s for processors and workers"
                        .formatted(isOnnx ? ONNX_FOLDER : TESSERACT_FOLDER)));
  }

  /* Only the draft is tried: other models have no effect on the result. */
  private ModelFacts tried(ModelAddition addition, Path draft)
      throws IOException, RefusedException {
    boolean isOnnx = addition.engine() == EngineName.ONNX;
    Map<String, String> texts = SettingsText.of(settings);
    texts.remove(TESSERACT_FOLDER);
    texts.remove(ONNX_FOLDER);
    texts.put(isOnnx ? ONNX_FOLDER : TESSERACT_FOLDER, draft.toString());
    texts.put(PREFIX + "name", addition.engine().jsonName());
    texts.put(PREFIX + "isolation", "process");
    try {
      ModelTrial trial = new ModelTrial(SettingsLoader.of(texts).engine());
      ModelFacts model =
          trial.models().stream()
              .filter(one -> one.engine() == addition.engine() && !one.bundled())
              .findFirst()
              .orElseThrow(() -> new RefusedException("The file has no model"));
      if (model.languages().isEmpty()) {
        throw new RefusedException(
            "The vocabulary spells no language in full; name the languages in "
                + addition.file()
                + ", such as languages = fra, por");
      }
      Optional<String> problem = trial.problem(model);
      if (problem.isPresent()) {
        throw new RefusedException("No page can be read with the model: " + problem.get());
      }
      return model;
    } catch (EngineUnavailableException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static void publish(ModelAddition addition, Path draft, Path folder) throws IOException {
    for (Path part : addition.parts(draft)) {
      Path target = folder.resolve(String.valueOf(part.getFileName()));
      // A folder cannot be replaced in one step.
      OwnFolder.delete(target);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
