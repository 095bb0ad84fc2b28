/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a body into the work folder and hashes it. The file name ends with the hash, so that a
 * reader can verify that the bytes are still the hashed ones.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> at most {@code maxBytes} are kept, regardless of the
 * announced size. <b>Fails:</b> with a problem; no file is left then.
 */
public final class BoundedCopy {
  private static final Logger log = LoggerFactory.getLogger(BoundedCopy.class);
  private static final int CHUNK_BYTES = 64 * 1024;

  private final WorkFolder folder;
  private final long maxBytes;
  private final boolean withMd5;

  /**
   * Creates a copier.
   *
   * @param withMd5 whether to compute the MD5 too, in the same pass
   */
  public BoundedCopy(WorkFolder folder, long maxBytes, boolean withMd5) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.withMd5 = withMd5;
  }

  /** Returns the reason not to read an object of {@code size} bytes; empty if it may be read. */
  public Optional<Problem> refusal(long size) {
    if (size == 0) {
      return Optional.of(Problem.of(FailureCode.EMPTY, "The object has no bytes"));
    }
    return size > maxBytes ? Optional.of(tooLarge()) : Optional.empty();
  }

  /** Copies {@code body} and closes it. */
  public Outcome<Fetched> copy(Opened body, StoreCall exchange) {
    exchange.onAbort(body.abort());
    boolean complete = false;
    try {
      Outcome<Fetched> fetched = Outcome.unless(announced(body), () -> copyToFile(body, exchange));
      complete = fetched.value().isPresent();
      return fetched;
    } finally {
      close(body, complete);
    }
  }

  private Optional<Problem> announced(Opened body) {
    return Optional.ofNullable(body.size()).filter(size -> size > maxBytes).map(size -> tooLarge());
  }

  private Outcome<Fetched> copyToFile(Opened body, StoreCall exchange) {
    Path file = null;
    boolean kept = false;
    try {
      file = folder.newFile();
      Outcome<Fetched> fetched = pump(body, file, exchange).map(BoundedCopy::named);
      kept = fetched.value().isPresent();
      return fetched;
    } catch (IOException e) {
      log.warn("The work folder is not writable", e);
      return Outcome.failed(FailureCode.FETCH_FAILED, "The work folder is not writable");
    } finally {
      if (file != null && !kept) {
        delete(file);
      }
    }
  }

  private static Fetched named(Fetched bytes) throws IOException {
    Path file = bytes.file();
    Path named = file.resolveSibling(file.getFileName() + bytes.hash().fileSuffix());
    Files.move(file, named, StandardCopyOption.ATOMIC_MOVE);
    return new Fetched(bytes.location(), named, bytes.size(), bytes.hash(), bytes.md5());
  }

  private Outcome<Fetched> pump(Opened body, Path file, StoreCall exchange) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    Optional<MessageDigest> md5 = withMd5 ? Optional.of(newMd5()) : Optional.empty();
    byte[] chunk = new byte[CHUNK_BYTES];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        int read;
        try {
          read = body.stream().read(chunk);
        } catch (ContentEncoding.DamagedException e) {
          return Outcome.failed(FailureCode.CORRUPT, "The object's gzip encoding is damaged");
        } catch (IOException e) {
          return Outcome.failed(
              FailureCode.FETCH_FAILED, Causes.say("The transfer of the object broke off", e));
        }
        if (read < 0) {
          break;
        }
        exchange.advanced();
        size += read;
        if (size > maxBytes) {
          return Outcome.failed(tooLarge());
        }
        digest.update(chunk, 0, read);
        if (md5.isPresent()) {
          md5.get().update(chunk, 0, read);
        }
        out.write(chunk, 0, read);
      }
    }
    long total = size;
    return Outcome.unless(
        refusal(total).or(body.afterwards()),
        () ->
            Outcome.of(
                new Fetched(
                    body.location(),
                    file,
                    total,
                    ContentHash.of(digest.digest()),
                    md5.map(MessageDigest::digest).map(HexFormat.of()::formatHex).orElse(null))));
  }

  /* The earlier service's keys are MD5. Nothing else relies on it. */
  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private Problem tooLarge() {
    return Problem.of(
        FailureCode.TOO_LARGE, "The object is larger than the limit of " + maxBytes + " bytes");
  }

  /* A body that was not read to its end is aborted first, because closing might read the rest. */
  private static void close(Opened body, boolean complete) {
    if (!complete) {
      body.abort().run();
    }
    try {
      body.stream().close();
    } catch (IOException e) {
      log.debug(Causes.say("A response body did not close", e));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("A partial file was left in the work folder", e);
    }
  }
}
