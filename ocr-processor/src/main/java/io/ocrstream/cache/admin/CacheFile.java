/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.cache.redis.ValueEncryption;
import io.ocrstream.contracts.ContentHash;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An export file with entries of the cache.
 *
 * <pre>
 *   "OCRCACHE"   version (1 byte)   sealed (1 byte: 0, 1)   name of the file (16 random bytes)
 *   frames: length (4 bytes), then   time left in ms (8)   length of the key (2)   key   value
 *           the last one is empty    and, if the file is sealed, all of that sealed
 *   number of entries (8 bytes)   SHA-256 of all before it (32 bytes)
 * </pre>
 *
 * <p>An encrypted frame is bound to its file and to its position, and so is the empty frame at the
 * end. Frames that were moved or cut off are therefore detected.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one frame in memory, of {@link #MAX_FRAME_BYTES}.
 */
final class CacheFile {
  /** Maximum size of an entry, in bytes. Payloads and pages have 8 MiB at most. */
  static final int MAX_FRAME_BYTES = 9 << 20;

  /** Maximum length of a key, in bytes. */
  static final int MAX_KEY_BYTES = 512;

  private static final byte[] MAGIC = "OCRCACHE".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int NAME_BYTES = 16;
  private static final int DIGEST_BYTES = 32;
  private static final int HEAD_BYTES = Long.BYTES + Short.BYTES;

  private CacheFile() {}

  /** Reports that a file is not an export, or differs from what was written. */
  static final class Damaged extends IOException {
    Damaged(String message) {
      super(message);
    }
  }

  /**
   * An entry of the cache.
   *
   * @param key key in Redis
   * @param millis time to live that is left, in milliseconds, at least 1
   * @param value value as stored in Redis
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier; never compared.
  record Entry(String key, long millis, byte[] value) {}

  /** Receives each entry of a file. */
  interface Sink {
    void take(Entry entry) throws IOException;
  }

  /**
   * Starts a new file that only its owner may read. The file must not exist yet. It is encrypted
   * unless {@code encryption} is null.
   */
  static Writer write(Path file, @Nullable ValueEncryption encryption) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Writer(Channels.newOutputStream(channel), encryption);
  }

  /** Writes an export file. Without {@link #finish} the file is damaged. */
  static final class Writer implements AutoCloseable {
    private final DigestOutputStream digest;
    private final DataOutputStream out;
    private final @Nullable ValueEncryption encryption;
    private final String name;
    private long entries;

    private Writer(OutputStream file, @Nullable ValueEncryption encryption) throws IOException {
      this.digest = new DigestOutputStream(new BufferedOutputStream(file), ContentHash.newDigest());
      this.out = new DataOutputStream(digest);
      this.encryption = encryption;
      byte[] random = new byte[NAME_BYTES];
      new SecureRandom().nextBytes(random);
      this.name = HexFormat.of().formatHex(random);
      out.write(MAGIC);
      out.writeByte(VERSION);
      out.writeByte(encryption == null ? 0 : 1);
      out.write(random);
    }

    /** Adds an entry. An entry that is too large for this cache is left out. */
    void put(Entry entry) throws IOException {
      byte[] key = entry.key().getBytes(UTF_8);
      long length = (long) HEAD_BYTES + key.length + entry.value().length;
      if (key.length <= MAX_KEY_BYTES && length <= MAX_FRAME_BYTES) {
        frame(
            ByteBuffer.allocate((int) length)
                .putLong(entry.millis())
                .putShort((short) key.length)
                .put(key)
                .put(entry.value())
                .array());
        entries++;
      }
    }

    private void frame(byte[] plain) throws IOException {
      byte[] frame = encryption == null ? plain : encryption.encrypt(place(name, entries), plain);
      out.writeInt(frame.length);
      out.write(frame);
    }

    /** Completes the file. Returns the number of entries in it. */
    long finish() throws IOException {
      frame(new byte[0]);
      out.writeLong(entries);
      out.flush();
      digest.on(false);
      out.write(digest.getMessageDigest().digest());
      return entries;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /**
   * Reads all entries of a file. The checksum is verified last, so {@code sink} may receive entries
   * before {@link Damaged} is thrown.
   */
  static void read(Path file, ValueEncryption encryption, Sink sink) throws IOException {
    MessageDigest sha = ContentHash.newDigest();
    try (DigestInputStream digest =
            new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), sha);
        DataInputStream in = new DataInputStream(digest)) {
      if (!MessageDigest.isEqual(bytes(in, MAGIC.length), MAGIC)) {
        throw new Damaged("the file is no export of a cache");
      }
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new Damaged("the file is of version " + version + ", known is " + VERSION);
      }
      boolean isSealed = in.readUnsignedByte() == 1;
      String name = HexFormat.of().formatHex(bytes(in, NAME_BYTES));
      long entries = frames(in, isSealed ? encryption : null, name, sink);
      boolean counted = in.readLong() == entries;
      digest.on(false);
      byte[] expected = bytes(in, DIGEST_BYTES);
      if (!counted || !MessageDigest.isEqual(sha.digest(), expected) || in.read() != -1) {
        throw new Damaged("the file was changed");
      }
    } catch (EOFException e) {
      throw new Damaged("the file was cut off");
    }
  }

  private static long frames(
      DataInputStream in, @Nullable ValueEncryption encryption, String name, Sink sink)
      throws IOException {
    for (long entries = 0; ; entries++) {
      int length = in.readInt();
      if (length < 0 || length > MAX_FRAME_BYTES + 2 * ValueEncryption.OVERHEAD_BYTES) {
        throw new Damaged("the file was changed");
      }
      byte[] stored = bytes(in, length);
      byte[] frame =
          encryption == null
              ? stored
              : encryption
                  .openSealed(place(name, entries), stored)
                  .orElseThrow(() -> new Damaged("no key is set that opens the file"));
      if (frame.length == 0) {
        return entries;
      }
      sink.take(entry(frame));
    }
  }

  private static Entry entry(byte[] frame) throws Damaged {
    ByteBuffer in = ByteBuffer.wrap(frame);
    long millis = frame.length < HEAD_BYTES ? 0 : in.getLong();
    int keyBytes = millis < 1 ? -1 : in.getShort();
    if (keyBytes < 0 || keyBytes > MAX_KEY_BYTES || keyBytes > in.remaining()) {
      throw new Damaged("the file was changed");
    }
    String key = new String(frame, HEAD_BYTES, keyBytes, UTF_8);
    if (!key.startsWith("ocr:")) {
      throw new Damaged("the file holds keys that are not ours");
    }
    byte[] value = new byte[in.remaining() - keyBytes];
    in.position(HEAD_BYTES + keyBytes).get(value);
    return new Entry(key, millis, value);
  }

  private static String place(String name, long entry) {
    return "export:" + name + ":" + entry;
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }
}
