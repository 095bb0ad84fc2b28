/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Small hostile or damaged files, by their defect. */
final class HostileFiles {
  private static final String CATALOG = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
  private static final String END = "trailer<</Root 1 0 R>>\n%%EOF\n";
  private static final int HEADER_BYTES = 13;

  /** Offset of the chunk after a PNG's header. */
  private static final int BEHIND_HEADER = 8 + 8 + HEADER_BYTES + 4;

  static final Map<String, byte[]> ALL =
      Map.of(
          "empty",
          new byte[0],
          "html",
          ascii("<html><body>503</body></html>"),
          "png of 1.6 gigapixels",
          png(40_000, 40_000, 1_000),
          "png cut after its header",
          png(100, 100, 0),
          "pdf with a page of a square kilometre",
          ascii(
              CATALOG
                  + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                  + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 2834646 2834646]"
                  + "/Contents 4 0 R>>endobj\n"
                  + "4 0 obj<</Length 18>>stream\n0 0 9999 9999 re f\nendstream endobj\n"
                  + END),
          "pdf whose page tree is a cycle",
          ascii(CATALOG + "2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj\n" + END),
          // One directory without entries that refers to itself as the next one.
          "tiff whose directories form a cycle",
          new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0});

  private HostileFiles() {}

  /** Returns a valid PNG with {@code bytes} zeros as compressed text in its metadata. */
  static byte[] metadataBomb(int bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] sound = png(64, 64, 64);
    int behindHeader = 8 + 12 + HEADER_BYTES;
    out.write(sound, 0, behindHeader);
    byte[] zeros = deflated(new byte[bytes]);
    ByteBuffer text = ByteBuffer.allocate(10 + zeros.length);
    chunk(out, "iTXt", text.put(ascii("Notes")).put(new byte[] {0, 1, 0, 0, 0}).put(zeros).array());
    out.write(sound, behindHeader, sound.length - behindHeader);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns a gray PNG that claims a size and has the given number of rows. */
  static byte[] png(int width, int height, int rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    chunk(out, "IHDR", header.putInt(width).putInt(height).put((byte) 8).array());
    if (rows > 0) {
      chunk(out, "IDAT", deflated(new byte[rows * (width + 1)]));
      chunk(out, "IEND", new byte[0]);
    }
    return out.toByteArray();
  }

  /** Returns a small gray PNG with one more chunk before its pixels. */
  static byte[] png(String type, byte[] body) {
    byte[] plain = png(100, 100, 100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, BEHIND_HEADER);
    chunk(out, type, body);
    out.write(plain, BEHIND_HEADER, plain.length - BEHIND_HEADER);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] named = ByteBuffer.allocate(4 + body.length).put(ascii(type)).put(body).array();
    CRC32 check = new CRC32();
    check.update(named);
    out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    out.writeBytes(named);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
