/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.models;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.onnx.models.ModelFiles;
import io.ocrstream.engine.onnx.models.ModelSet;
import io.ocrstream.engine.tesseract.TraineddataDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model to be added.
 *
 * @param file the file that the user named
 * @param engine engine that uses it
 * @param name name of its file or folder among the installed models
 * @param licence licence that the user named
 */
record ModelAddition(Path file, EngineName engine, String name, Optional<String> licence) {
  private static final Pattern TRAINEDDATA = Pattern.compile("(?!osd\\.)\\w+\\.traineddata");

  /**
   * Finds out what {@code file} is.
   *
   * @throws ModelFolder.RefusedException if it is neither a model of Tesseract nor the description
   *     of a set
   */
  static ModelAddition of(Path file, Optional<String> licence) throws ModelFolder.RefusedException {
    Path path = file.toAbsolutePath().normalize();
    String name = String.valueOf(path.getFileName());
    if (!Files.isRegularFile(path)) {
      throw new ModelFolder.RefusedException("There is no file " + file);
    }
    if (TRAINEDDATA.matcher(name).matches()) {
      return new ModelAddition(path, EngineName.TESSERACT, name, licence);
    }
    if (!name.equals(ModelFiles.DESCRIPTION)) {
      throw new ModelFolder.RefusedException(
          "The file is neither LANGUAGE.traineddata nor the %s of a set of networks"
              .formatted(ModelFiles.DESCRIPTION));
    }
    String set = String.valueOf(parent(path).getFileName());
    return new ModelAddition(path, EngineName.ONNX, set, licence);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** Copies the model into {@code draft}, with a description that has its checksums. */
  void copyTo(Path draft) throws IOException, ModelFolder.RefusedException {
    if (engine == EngineName.TESSERACT) {
      Path copy = draft.resolve(name);
      Files.copy(file, copy);
      String sum = InstallFolder.sha256(() -> Files.newInputStream(copy));
      Files.writeString(
          TraineddataDescription.file(copy),
          new TraineddataDescription(Optional.of(sum), licence.orElse("unknown")).text());
      return;
    }
    try {
      Path folder = Files.createDirectory(draft.resolve(name));
      ModelSet.of(name, ModelFiles.of(parent(file))).copyTo(folder, licence);
    } catch (EngineUnavailableException e) {
      throw new ModelFolder.RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the files and folders of {@code draft} that are moved among the installed models. */
  List<Path> parts(Path draft) {
    Path model = draft.resolve(name);
    return engine == EngineName.TESSERACT
        ? List.of(TraineddataDescription.file(model), model)
        : List.of(model);
  }
}
