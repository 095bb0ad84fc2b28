/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Files that unpack to too much data, are polyglots, or have a wrong type. */
final class HostileBodies {
  private static final int MORE_THAN_A_PAGE = (64 << 20) + 1;
  private static final byte[] GARBAGE = "\u0000\u0001zqx\u00ff".repeat(500).getBytes(ISO_8859_1);

  private HostileBodies() {}

  /** Returns the files by what is hostile about them. A part before a slash is the file's name. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>(new java.util.TreeMap<>(HostileFiles.ALL));
    all.put("png of 10^9 pixels", HostileFiles.png(31_250, 32_000, 100));
    for (String type : List.of("zTXt", "iTXt", "iCCP")) {
      all.put("png whose " + type + " unpacks to 1.5 GiB", pngWithMetadata(type));
    }
    all.put("pdf of 501 pages, one over the limit", pages(501));
    all.put("pdf of 500 pages", pages(500));
    all.put("pdf of 100,000 pages", pages(100_000));
    all.put("pdf of 100,001 pages", pages(100_001));
    all.put(
        "pdf whose page unpacks to 64 MiB and a byte",
        content(deflated(MORE_THAN_A_PAGE, 1), "/FlateDecode"));
    all.put(
        "the same, compressed twice",
        content(deflated(MORE_THAN_A_PAGE, 2), "[/FlateDecode/FlateDecode]"));
    all.put(
        "pdf with an image of one pixel that unpacks to 64 MiB",
        image(deflated(MORE_THAN_A_PAGE, 1), "/FlateDecode"));
    all.put("pdf whose forms draw each other 10^10 times", avalanche(10_000));
    all.put("pdf with a TrueType font of garbage", font("/TrueType", "FontFile2"));
    all.put("pdf with a Type 1 font of garbage", font("/Type1", "FontFile"));
    all.put("pdf with a CFF font of garbage", font("/Type1", "FontFile3"));
    for (String filter : List.of("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode")) {
      all.put("pdf with an image of garbage for " + filter, image(GARBAGE, "/" + filter));
    }
    all.put("tiff of three pages, each of 10^9 pixels", tiff(3, 31_250, 32_000, new byte[10]));
    all.put(
        "tiff of three small pages, each of which unpacks to 64 MiB",
        tiff(3, 100, 100, deflated(MORE_THAN_A_PAGE, 1)));
    all.put("jpeg of garbage", joined(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, GARBAGE));
    all.put(
        "jpeg 2000 of garbage", joined(new byte[] {(byte) 0xFF, 0x4F, (byte) 0xFF, 0x51}, GARBAGE));
    all.put(
        "webp of garbage",
        joined("RIFF\u0010\u0000\u0000\u0000WEBPVP8 ".getBytes(ISO_8859_1), GARBAGE));
    all.put("gif of garbage", joined("GIF89a".getBytes(ISO_8859_1), GARBAGE));
    all.put("bmp of garbage", joined("BM".getBytes(ISO_8859_1), GARBAGE));
    all.put(
        "pnm of garbage",
        joined("P5\n99999999999 99999999999\n255\n".getBytes(ISO_8859_1), GARBAGE));
    all.put(
        "html and pdf at once",
        joined("<html><script>alert(1)</script>\n".getBytes(UTF_8), pages(1)));
    all.put("png and zip at once", joined(picture("png"), "PK\u0003\u0004".getBytes(ISO_8859_1)));
    all.put("gif and script at once", "GIF89a/*zqx*/=1;alert(1)".getBytes(UTF_8));
    all.put("png and pdf at once", joined(picture("png"), pages(1)));
    named(all);
    return all;
  }

  /**
   * Adds each type under the name of the next type, and under names of executable or displayable
   * files.
   */
  private static void named(Map<String, byte[]> all) {
    Map<String, byte[]> types = new LinkedHashMap<>();
    for (String type : List.of("png", "jpg", "gif", "bmp", "tiff")) {
      types.put(type, picture(type));
    }
    types.put("pdf", pages(1));
    List<String> names = new ArrayList<>(types.keySet());
    names.addAll(List.of("txt", "html", "exe", "zip"));
    types.forEach(
        (type, bytes) ->
            names.stream()
                .filter(name -> !name.equals(type))
                .forEach(name -> all.put(type + " named ." + name, bytes)));
    names.forEach(name -> all.put("text named ." + name, "zqx zqx".getBytes(UTF_8)));
  }

  private static byte[] picture(String type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
      if (!ImageIO.write(image, type, out)) {
        throw new IllegalArgumentException(type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Builds a chunk: a key, for iTXt the compression flag, the method 0, for iTXt an empty language,
   * and the text.
   */
  private static byte[] pngWithMetadata(String type) {
    String head = type.equals("iTXt") ? "zqx\u0000\u0001\u0000\u0000\u0000" : "zqx\u0000\u0000";
    return HostileFiles.png(type, joined(head.getBytes(ISO_8859_1), zeros(96)));
  }

  /**
   * Returns a stream that expands to {@code times} × 16 MiB, from blocks that do not refer to
   * earlier ones.
   */
  private static byte[] zeros(int times) {
    byte[] plain = new byte[16 << 20];
    byte[] block = new byte[1 << 20];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, /* nowrap= */ true);
    deflater.setInput(plain);
    int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, (byte) 0x9C});
    for (int i = 0; i < times; i++) {
      out.write(block, 0, length);
    }
    // An empty last block, and the checksum of that many zeros.
    int sum = (int) ((long) plain.length * times % 65_521);
    out.writeBytes(
        ByteBuffer.allocate(6).put((byte) 3).put((byte) 0).putInt(sum << 16 | 1).array());
    return out.toByteArray();
  }

  private static byte[] deflated(int spaces, int times) {
    byte[] bytes = new byte[spaces];
    Arrays.fill(bytes, (byte) ' ');
    for (int i = 0; i < times; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
        deflater.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bytes = out.toByteArray();
    }
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] pages(int count) {
    StringBuilder kids = new StringBuilder();
    List<String> objects = new ArrayList<>();
    objects.add("<</Type/Catalog/Pages 2 0 R>>");
    objects.add("");
    for (int i = 0; i < count; i++) {
      kids.append(i + 3).append(" 0 R ");
      objects.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>");
    }
    objects.set(1, "<</Type/Pages/Kids[" + kids + "]/Count " + count + ">>");
    return pdf(objects);
  }

  private static byte[] content(byte[] packed, String filter) {
    return page("<<>>", stream(filter, packed));
  }

  private static byte[] image(byte[] packed, String filter) {
    String header =
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent"
            + " 8/ColorSpace/DeviceGray/Filter";
    return page("<</XObject<</I 5 0 R>>>>", stream("", "/I Do"), stream(header + filter, packed));
  }

  /**
   * Returns a page whose forms draw one another. The more operators the innermost one has, the
   * fewer forms are drawn before the page exceeds its limit.
   */
  static byte[] avalanche(int innermost) {
    List<String> forms = new ArrayList<>();
    String draws = "/F Do ".repeat(10);
    for (int i = 0; i < 10; i++) {
      String form = "/Type/XObject/Subtype/Form/BBox[0 0 72 72]/Resources<</XObject<</F %d 0 R>>>>";
      forms.add(stream(form.formatted(i + 6), draws));
    }
    forms.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 72 72]", "q Q ".repeat(innermost / 2)));
    forms.add(0, stream("", draws));
    return page("<</XObject<</F 5 0 R>>>>", forms.toArray(String[]::new));
  }

  private static byte[] font(String type, String file) {
    return page(
        "<</Font<</F 5 0 R>>>>",
        stream("", "BT /F 20 Tf 10 30 Td (zqx) Tj ET"),
        "<</Type/Font/Subtype"
            + type
            + "/BaseFont/ABCDEF+Z/FirstChar 32/LastChar 33/Widths[500 500]/FontDescriptor 6 0 R>>",
        "<</Type/FontDescriptor/FontName/ABCDEF+Z/Flags 4/" + file + " 7 0 R>>",
        stream("/Subtype/Type1C", new String(GARBAGE, ISO_8859_1)));
  }

  private static String stream(String entries, String bytes) {
    return "<<%s/Length %d>>stream\n%s\nendstream".formatted(entries, bytes.length(), bytes);
  }

  private static String stream(String filter, byte[] packed) {
    String entries = filter.contains("/Filter") ? filter : "/Filter" + filter;
    return stream(entries, new String(packed, ISO_8859_1));
  }

  /** Builds a page whose content is object 4. */
  private static byte[] page(String resources, String... objects) {
    List<String> all = new ArrayList<>();
    all.add("<</Type/Catalog/Pages 2 0 R>>");
    all.add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    all.add(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R/Resources"
            + resources
            + ">>");
    all.addAll(List.of(objects));
    return pdf(all);
  }

  private static byte[] pdf(List<String> objects) {
    StringBuilder file = new StringBuilder("%PDF-1.5\n");
    StringBuilder table =
        new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(file.length()));
      file.append(i + 1).append(" 0 obj").append(objects.get(i)).append("endobj\n");
    }
    int start = file.length();
    file.append(table)
        .append(
            "trailer<</Root 1 0 R/Size "
                + (objects.size() + 1)
                + ">>\nstartxref\n"
                + start
                + "\n%%EOF\n");
    return file.toString().getBytes(ISO_8859_1);
  }

  /** Builds gray pages of one strip each, which share the same compressed bytes. */
  private static byte[] tiff(int pages, int width, int height, byte[] strip) {
    int[][] entries = {
      {256, width},
      {257, height},
      {258, 8},
      {259, 8},
      {262, 1},
      {273, 8},
      {277, 1},
      {278, height},
      {279, strip.length},
    };
    int directory = 2 + entries.length * 12 + 4;
    ByteBuffer file = ByteBuffer.allocate(8 + strip.length + 1 + pages * directory);
    int first = 8 + strip.length + strip.length % 2;
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 42);
    file.putInt(first).put(strip);
    for (int page = 0; page < pages; page++) {
      file.position(first + page * directory).putShort((short) entries.length);
      for (int[] entry : entries) {
        file.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
      }
      file.putInt(page == pages - 1 ? 0 : first + (page + 1) * directory);
    }
    return file.array();
  }
}
