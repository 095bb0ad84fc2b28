/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A set of models: the detection network, the recognition network and its vocabulary.
 *
 * <p><b>Threading:</b> any; immutable, as long as the files do not change.
 *
 * @param name name of the set for people
 * @param files the set's files
 * @param detection description of the detection network
 * @param recognition description of the recognition network
 * @param vocabulary characters by class
 * @param languages languages that the set is used for, by their names in events
 * @param licence licence of the files
 * @param named the files that the description names
 * @param digest SHA-256 over all that decides what is read, in hex digits
 */
public record ModelSet(
    String name,
    ModelFiles files,
    ModelConfig.Detection detection,
    ModelConfig.Recognition recognition,
    List<String> vocabulary,
    SortedSet<String> languages,
    String licence,
    List<NamedFile> named,
    String digest) {
  /**
   * A file of the set.
   *
   * @param key key of the description that names it
   * @param name file name
   * @param sha256 SHA-256, in hex digits
   */
  public record NamedFile(String key, String name, String sha256) {}

  /**
   * Reads the description and the vocabulary, and computes the digest of all files.
   *
   * @throws EngineUnavailableException if a file is missing, or is not what the description says
   */
  public static ModelSet of(String name, ModelFiles files) {
    try {
      byte[] text = files.read(ModelFiles.DESCRIPTION);
      return of(name, files, new ModelConfig(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineUnavailableException(
          "The ONNX engine's models %s cannot be used: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static ModelSet of(String name, ModelFiles files, ModelConfig description)
      throws IOException {
    ModelConfig.Detection detection = description.detection();
    ModelConfig.Recognition recognition = description.recognition();
    ModelConfig.Characters characters = description.characters();
    String licence = description.licence();
    SortedSet<String> wanted = description.languages();
    List<NamedFile> named =
        List.of(
            checked("detection.file", detection.file(), files, description),
            checked("recognition.file", recognition.file(), files, description),
            checked("recognition.vocabulary", characters.file(), files, description));
    description.rejectUnknownKeys();
    List<String> vocabulary = list(files.read(characters.file()), characters);
    return new ModelSet(
        name,
        files,
        detection,
        recognition,
        vocabulary,
        Collections.unmodifiableSortedSet(Alphabet.offered(new HashSet<>(vocabulary), wanted)),
        licence,
        named,
        digest(description, named));
  }

  private static NamedFile checked(
      String key, String name, ModelFiles files, ModelConfig description) throws IOException {
    String sum = files.sha256(name);
    String expected = description.sha256(key);
    if (!expected.isEmpty() && !expected.equals(sum)) {
      throw new IOException("%s has the SHA-256 %s and not %s".formatted(name, sum, expected));
    }
    return new NamedFile(key, name, sum);
  }

  /**
   * Copies all files into {@code folder}. The description there has their checksums.
   *
   * @param other licence that replaces the one in the description
   */
  public void copyTo(Path folder, Optional<String> other) throws IOException {
    StringBuilder description =
        new StringBuilder(new String(files.read(ModelFiles.DESCRIPTION), StandardCharsets.UTF_8));
    // Of equal keys the last one counts.
    description.append("\n# Recorded when the set was added.\n");
    other.ifPresent(name -> description.append("licence = ").append(name).append('\n'));
    for (NamedFile file : named) {
      Files.write(folder.resolve(file.name()), files.read(file.name()));
      description.append(file.key() + ".sha256 = " + file.sha256() + "\n");
    }
    Files.writeString(folder.resolve(ModelFiles.DESCRIPTION), description);
  }

  /** Returns the number of classes of the recognition network: the vocabulary and one more. */
  public int classes() {
    return vocabulary.size() + 1;
  }

  private static List<String> list(byte[] lines, ModelConfig.Characters characters) {
    String text = new String(lines, StandardCharsets.UTF_8);
    List<String> list = new ArrayList<>(List.of(text.split("\r?\n")));
    if (characters.space()) {
      list.add(" ");
    }
    return List.copyOf(list);
  }

  private static String digest(ModelConfig description, List<NamedFile> named) {
    MessageDigest digest = ContentHash.newDigest();
    digest.update(description.effective().getBytes(StandardCharsets.UTF_8));
    named.forEach(file -> digest.update(HexFormat.of().parseHex(file.sha256())));
    return HexFormat.of().formatHex(digest.digest());
  }
}
