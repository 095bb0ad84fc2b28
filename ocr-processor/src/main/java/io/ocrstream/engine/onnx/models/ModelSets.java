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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds all model sets: first those of the models folder, by name, then PP-OCR on the class path.
 *
 * <p><b>Threading:</b> any; immutable.
 */
public final class ModelSets {
  private static final String BUNDLED_NAME = "pp-ocr-v4";

  private static @Nullable ModelSet bundled;

  private final List<ModelSet> added;
  private final Optional<ModelSet> own;

  private ModelSets(List<ModelSet> added, Optional<ModelSet> own) {
    this.added = List.copyOf(added);
    this.own = own;
  }

  /**
   * Reads the descriptions of all sets. A set is the folder itself, or a folder in it, with a
   * {@value ModelFiles#DESCRIPTION}.
   *
   * @throws EngineUnavailableException if a set is not what its description says, or the folder
   *     cannot be listed
   */
  public static ModelSets of(Optional<Path> folder) {
    return new ModelSets(folder.map(ModelSets::in).orElse(List.of()), bundled());
  }

  private static List<ModelSet> in(Path folder) {
    List<Path> folders = new ArrayList<>(List.of(folder));
    try (Stream<Path> inside = Files.list(folder)) {
      inside.filter(path -> !name(path).startsWith(".")).sorted().forEach(folders::add);
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The ONNX engine's models cannot be listed; check ocr.engine.onnx.models-dir", e);
    }
    return folders.stream()
        .filter(path -> Files.isRegularFile(path.resolve(ModelFiles.DESCRIPTION)))
        .map(path -> ModelSet.of(name(path), ModelFiles.of(path)))
        .toList();
  }

  private static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /* Reads the set once: the class path stays the same while the process lives. */
  private static synchronized Optional<ModelSet> bundled() {
    ModelSet known = bundled;
    if (known == null) {
      known = BundledModels.find().map(files -> ModelSet.of(BUNDLED_NAME, files)).orElse(null);
      bundled = known;
    }
    return Optional.ofNullable(known);
  }

  /** Returns the sets of the models folder. */
  public List<ModelSet> added() {
    return added;
  }

  /** Returns all sets; those that are used first come first. */
  public List<ModelSet> all() {
    return Stream.concat(added.stream(), own.stream()).toList();
  }

  /** Returns the languages of all sets. */
  public SortedSet<String> languages() {
    SortedSet<String> languages = new TreeSet<>();
    all().forEach(set -> languages.addAll(set.languages()));
    return languages;
  }

  /** Returns the first set that spells all of {@code languages}. */
  public Optional<ModelSet> spelling(List<String> languages) {
    return all().stream().filter(set -> set.languages().containsAll(languages)).findFirst();
  }

  /** Returns the set with the most languages, for pages whose languages are not known. */
  public Optional<ModelSet> widest() {
    return all().stream()
        .reduce((one, other) -> other.languages().size() > one.languages().size() ? other : one);
  }

  /** Returns the digest of all sets, in hex digits; that of the set if there is only one. */
  public String digest() {
    List<String> digests = all().stream().map(ModelSet::digest).toList();
    if (new HashSet<>(digests).size() == 1) {
      return digests.get(0);
    }
    MessageDigest all = ContentHash.newDigest();
    all.update(String.join(" ", digests).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(all.digest());
  }
}
