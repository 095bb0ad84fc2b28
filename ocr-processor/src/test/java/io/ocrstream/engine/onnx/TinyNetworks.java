/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.engine.image.PageImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes networks of a few operators that have the input and output of PP-OCR's. The detection
 * network finds dark pixels and joins neighbours. The recognition network outputs the first
 * character of the vocabulary where a strip is dark.
 */
public final class TinyNetworks {
  /** Letters, digits and signs of French, the letter that is output first. */
  public static final String FRENCH =
      "éabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'\"()-/%&"
          + "àâæçèêëîïôœùûüÿÀÂÇÉÈÊËÎÏÔÙÛ";

  private static final int FLOAT = 1;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int STEP = 8;

  private final List<byte[]> nodes = new ArrayList<>();
  private final List<byte[]> weights = new ArrayList<>();

  private TinyNetworks() {}

  /**
   * Writes a set in the form of PP-OCR: a description without checksums, networks and vocabulary.
   *
   * @param classes classes of the recognition network besides blank and space
   * @param height height of its input in pixels
   */
  public static void write(Path folder, String letters, int classes, int height)
      throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("det.onnx"), detection());
    Files.write(folder.resolve("rec.onnx"), recognition(classes + 2, height));
    Files.writeString(
        folder.resolve("dict.txt"),
        String.join("\n", letters.codePoints().mapToObj(Character::toString).toList()) + "\n");
    Files.writeString(
        folder.resolve("models.properties"),
        """
        form = pp-ocr
        licence = CC0-1.0
        detection.file = det.onnx
        recognition.file = rec.onnx
        recognition.vocabulary = dict.txt
        """);
  }

  /** Images (n, 3, h, w) to probabilities (n, 1, h, w). */
  static byte[] detection() {
    TinyNetworks net = new TinyNetworks();
    net.node("ReduceMean", "x", "mean", ints("axes", 1), number("keepdims", 1));
    net.weight("steep", List.of(1), -20);
    net.node("Mul", "mean,steep", "dark");
    net.node("MaxPool", "dark", "near", ints("kernel_shape", 5, 49), ints("pads", 2, 24, 2, 24));
    net.node("Sigmoid", "near", "y");
    return net.model(0, 4);
  }

  /** Strips (n, 3, height, w) to probabilities (n, w / 8, classes). Class 0 is the blank. */
  static byte[] recognition(int classes, int height) {
    TinyNetworks net = new TinyNetworks();
    net.node("ReduceMean", "x", "mean", ints("axes", 1), number("keepdims", 1));
    net.node("Neg", "mean", "dark");
    net.node(
        "MaxPool",
        "dark",
        "pooled",
        ints("kernel_shape", height, STEP),
        ints("strides", height, STEP));
    float[] slopes = new float[classes];
    slopes[0] = -20;
    slopes[1] = 20;
    // Padding is gray, and counts as blank.
    float[] offsets = new float[classes];
    offsets[1] = -20;
    java.util.Arrays.fill(offsets, 2, classes, -50);
    net.weight("slopes", List.of(classes, 1, 1, 1), slopes);
    net.weight("offsets", List.of(classes), offsets);
    net.node("Conv", "pooled,slopes,offsets", "scores");
    net.node("ReduceMean", "scores", "flat", ints("axes", 2), number("keepdims", 0));
    net.node("Transpose", "flat", "steps", ints("perm", 0, 2, 1));
    net.node("Softmax", "steps", "y", number("axis", 2));
    return net.model(height, 3);
  }

  private byte[] model(int height, int outputDimensions) {
    Message graph = new Message();
    nodes.forEach(node -> graph.bytes(1, node));
    graph.text(2, "tiny");
    weights.forEach(weight -> graph.bytes(5, weight));
    graph
        .bytes(11, value("x", 0, PageImage.COLOURS, height, 0))
        .bytes(12, value("y", new int[outputDimensions]));
    byte[] opset = new Message().number(2, OPSET).done();
    return new Message().number(1, IR_VERSION).bytes(7, graph.done()).bytes(8, opset).done();
  }

  private void node(String type, String inputs, String output, byte[]... attributes) {
    Message node = new Message();
    List.of(inputs.split(",", -1)).forEach(input -> node.text(1, input));
    node.text(2, output).text(4, type);
    List.of(attributes).forEach(attribute -> node.bytes(5, attribute));
    nodes.add(node.done());
  }

  private static byte[] ints(String name, long... values) {
    Message attribute = new Message().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7).done();
  }

  private static byte[] number(String name, long value) {
    return new Message().text(1, name).number(3, value).number(20, 2).done();
  }

  private void weight(String name, List<Integer> sizes, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length);
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    Message tensor = new Message();
    sizes.forEach(size -> tensor.number(1, size));
    weights.add(tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()).done());
  }

  /* Dimensions of size 0 are left open, as in exports for images of any width. */
  private static byte[] value(String name, int... sizes) {
    Message shape = new Message();
    for (int i = 0; i < sizes.length; i++) {
      Message dimension = new Message();
      shape.bytes(
          1,
          sizes[i] == 0
              ? dimension.text(2, name + i).done()
              : dimension.number(1, sizes[i]).done());
    }
    byte[] tensor = new Message().number(1, FLOAT).bytes(2, shape.done()).done();
    return new Message().text(1, name).bytes(2, new Message().bytes(1, tensor).done()).done();
  }

  /** Writes a message of Protocol Buffers. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(UTF_8));
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      for (; rest > 0x7f; rest >>>= 7) {
        out.write((int) ((rest & 0x7f) | 0x80));
      }
      out.write((int) rest);
    }

    byte[] done() {
      return out.toByteArray();
    }
  }
}
