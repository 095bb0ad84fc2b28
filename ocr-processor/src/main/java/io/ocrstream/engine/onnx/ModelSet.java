/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;

/**
 * A set of models: the detection network, the recognition network and its vocabulary.
 *
 * <p><b>Threading:</b> any; immutable, as long as the files do not change.
 *
 * @param files the set's files
 * @param detection description of the detection network
 * @param recognition description of the recognition network
 * @param vocabulary characters by class
 * @param digest SHA-256 over all files, in hex digits
 */
record ModelSet(
    ModelFiles files,
    ModelConfig.Detection detection,
    ModelConfig.Recognition recognition,
    List<String> vocabulary,
    String digest) {
  /**
   * Reads the description and the vocabulary, and computes the digest of all files.
   *
   * @throws EngineUnavailableException if a file is missing or invalid
   */
  static ModelSet of(ModelFiles files) {
    try {
      byte[] text = files.read(ModelFiles.DESCRIPTION);
      ModelConfig description = new ModelConfig(new String(text, StandardCharsets.UTF_8));
      ModelConfig.Detection detection = description.detection();
      ModelConfig.Recognition recognition = description.recognition();
      ModelConfig.Characters characters = description.characters();
      description.rejectUnknownKeys();
      byte[] lines = files.read(characters.file());
      List<String> all =
          List.of(ModelFiles.DESCRIPTION, detection.file(), recognition.file(), characters.file());
      return new ModelSet(
          files, detection, recognition, list(lines, characters), digest(files, all));
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineUnavailableException(
          "The ONNX engine's models cannot be used: " + e.getMessage(), e);
    }
  }

  /** Returns the languages that the vocabulary can spell. */
  SortedSet<String> languages() {
    return Alphabet.spelledBy(new HashSet<>(vocabulary));
  }

  private static List<String> list(byte[] lines, ModelConfig.Characters characters) {
    String text = new String(lines, StandardCharsets.UTF_8);
    List<String> list = new ArrayList<>(List.of(text.split("\r?\n")));
    if (characters.space()) {
      list.add(" ");
    }
    return List.copyOf(list);
  }

  private static String digest(ModelFiles files, List<String> names) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    for (String name : names) {
      digest.update(HexFormat.of().parseHex(files.sha256(name)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
