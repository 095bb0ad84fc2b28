/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.engine.EngineUnavailableException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Describes a model of the models folder: the file {@code por.properties} beside {@code
 * por.traineddata}, with the keys {@code sha256} and {@code licence}. A model without description
 * is used as it is.
 *
 * @param sha256 SHA-256 that the file must have, in hex digits
 * @param licence licence, or {@code unknown}
 */
public record TraineddataDescription(Optional<String> sha256, String licence) {
  private static final String SHA256 = "sha256";
  private static final String LICENCE = "licence";
  private static final String UNKNOWN = "unknown";

  /** Returns the description's file for {@code model}. */
  public static Path file(Path model) {
    String name = String.valueOf(model.getFileName());
    return model.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".properties");
  }

  /**
   * Reads the description of {@code model}.
   *
   * @throws EngineUnavailableException if it has unknown keys
   */
  static TraineddataDescription of(Path model) throws IOException {
    Path file = file(model);
    Properties values = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        values.load(reader);
      } catch (IllegalArgumentException e) {
        throw new EngineUnavailableException(file.getFileName() + " is not a properties file", e);
      }
    }
    String sum = (String) values.remove(SHA256);
    String licence = (String) values.remove(LICENCE);
    if (!values.isEmpty()) {
      throw new EngineUnavailableException(
          "%s has unknown keys: %s".formatted(file.getFileName(), values.keySet()));
    }
    return new TraineddataDescription(
        Optional.ofNullable(sum), licence == null ? UNKNOWN : licence.strip());
  }

  /** Returns the text of the description's file. */
  public String text() {
    return "licence = %s\n%s"
        .formatted(licence, sha256.map(sum -> "sha256 = " + sum + "\n").orElse(""));
  }
}
