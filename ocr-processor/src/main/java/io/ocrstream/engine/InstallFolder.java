/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.OwnFolder;
import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes sets of files as folders named by the hash of their content. A folder appears as a
 * whole and never changes, so processes of the same version share it and other versions have their
 * own.
 *
 * <p><b>Threading:</b> any number of threads and processes.
 */
public final class InstallFolder {
  private static final int NAME_DIGITS = 16;

  /**
   * A younger file may change again without a new modification time, because file systems round
   * times.
   */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** States in which this process found files intact. Hashing all libraries takes a while. */
  private static final Map<Path, String> INTACT = new ConcurrentHashMap<>();

  private final Path root;

  /** Creates an install folder at {@code root}. */
  public InstallFolder(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** A source of bytes. */
  public interface Bytes {
    /** Opens the source. The caller closes the stream. */
    InputStream open() throws IOException;
  }

  /**
   * A file to publish.
   *
   * @param name plain file name
   * @param sha256 expected SHA-256, in hex digits
   * @param bytes content
   */
  public record Item(String name, String sha256, Bytes bytes) {}

  /**
   * Publishes {@code items} that are not published yet, and returns their folder.
   *
   * @param links symbolic links to add: from further names to names of items
   * @throws IOException if the folder cannot be written, or an item has another checksum
   * @throws EngineUnavailableException if the root does not belong to this user
   */
  public Path publish(String prefix, List<Item> items, Map<String, String> links)
      throws IOException {
    Path own = own();
    Path target = own.resolve(prefix + "-" + digest(items).substring(0, NAME_DIGITS));
    if (!isIntact(target, items)) {
      Path draft = Files.createTempDirectory(own, ".draft-");
      try {
        fill(draft, items, links);
        moveInto(target, draft, items);
      } finally {
        OwnFolder.delete(draft);
      }
    }
    return target;
  }

  /**
   * Creates the root folder, or checks that an existing one belongs to this user.
   *
   * @throws EngineUnavailableException if it does not
   */
  public Path own() throws IOException {
    try {
      return OwnFolder.ensure(root, "ocr.engine.install-dir");
    } catch (OwnFolder.RefusedException e) {
      throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String digest(List<Item> items) {
    MessageDigest digest = ContentHash.newDigest();
    for (Item item : items) {
      digest.update((item.sha256() + " " + item.name() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isIntact(Path folder, List<Item> items) throws IOException {
    for (Item item : items) {
      if (!isIntact(folder.resolve(item.name()), item.sha256())) {
        return false;
      }
    }
    return true;
  }

  /** Hashes a file unless it has not changed since it was found intact. */
  private static boolean isIntact(Path file, String sha256) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Instant changed = now.lastModifiedTime().toInstant();
    String state = "%s %d %s %s".formatted(sha256, now.size(), changed, now.fileKey());
    if (state.equals(INTACT.get(file))) {
      return true;
    }
    boolean intact = sha256(() -> Files.newInputStream(file)).equals(sha256);
    if (intact && changed.plus(SETTLED).isBefore(Instant.now())) {
      INTACT.put(file, state);
    }
    return intact;
  }

  private static void fill(Path folder, List<Item> items, Map<String, String> links)
      throws IOException {
    for (Item item : items) {
      MessageDigest digest = ContentHash.newDigest();
      try (InputStream in = item.bytes().open();
          OutputStream out =
              new DigestOutputStream(Files.newOutputStream(folder.resolve(item.name())), digest)) {
        in.transferTo(out);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(item.sha256())) {
        throw new IOException(item.name() + " does not have the expected checksum");
      }
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      Files.createSymbolicLink(folder.resolve(link.getKey()), Path.of(link.getValue()));
    }
  }

  /**
   * Handles two cases: another process has published the same folder meanwhile, or an existing
   * folder is damaged.
   */
  private void moveInto(Path target, Path draft, List<Item> items) throws IOException {
    if (Files.exists(target) && !isIntact(target, items)) {
      Path damaged = Files.createTempDirectory(root, ".damaged-");
      Files.move(target, damaged.resolve("folder"), StandardCopyOption.ATOMIC_MOVE);
      OwnFolder.delete(damaged);
    }
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // An atomic move does not report exactly that the target exists.
      if (!isIntact(target, items)) {
        throw e;
      }
    }
  }

  /** Returns the SHA-256 of {@code bytes}, in hex digits. */
  public static String sha256(Bytes bytes) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(bytes.open(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
