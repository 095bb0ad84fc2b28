/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads the description of a model set: a properties file as documented in {@code docs/engines.md}.
 * Unknown or missing keys and values out of range are rejected.
 *
 * <p><b>Fails:</b> with {@link IllegalArgumentException} that names the key.
 */
final class ModelConfig {
  private static final int MAX_PIXELS = 8192;

  private final Properties properties = new Properties();
  private final Set<String> unused = new TreeSet<>();

  /** Kind of a network's output. */
  enum Output {
    /** Probabilities, 0 to 1. */
    PROBABILITIES,
    /** Unnormalised scores. */
    SCORES
  }

  /** How the output of a recognition network is decoded. */
  enum Spelling {
    /** Connectionist temporal classification with class 0 as the blank. */
    CTC_BLANK_FIRST,
    /** Connectionist temporal classification with the class after the vocabulary as the blank. */
    CTC_BLANK_LAST,
    /** Attention with the class after the vocabulary as the end. */
    ATTENTION
  }

  /**
   * The detection network.
   *
   * @param file file name
   * @param maxEdge maximum length of a page's longer edge in pixels; larger pages are scaled down
   * @param fixed whether the input is a square of that size and not any multiple of 32
   * @param pixels normalisation of the input
   * @param output kind of the output
   * @param rules rules for a piece of text
   */
  record Detection(
      String file,
      int maxEdge,
      boolean fixed,
      Pixels pixels,
      Output output,
      ProbabilityMap.Rules rules) {}

  /**
   * The recognition network.
   *
   * @param file file name
   * @param size size of the input
   * @param pixels normalisation of the input
   * @param output kind of the output
   * @param spelling decoding of the output
   */
  record Recognition(
      String file, StripSize size, Pixels pixels, Output output, Spelling spelling) {}

  /**
   * Size of a strip in pixels.
   *
   * @param height height
   * @param minWidth minimum width, with padding
   * @param maxWidth maximum width; longer strips are compressed
   */
  record StripSize(int height, int minWidth, int maxWidth) {}

  /**
   * The vocabulary file.
   *
   * @param file file with one character per line
   * @param space whether a space follows the last character
   */
  record Characters(String file, boolean space) {}

  ModelConfig(String text) {
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalArgumentException("The description is not a properties file", e);
    }
    unused.addAll(properties.stringPropertyNames());
  }

  Detection detection() {
    ProbabilityMap.Rules rules =
        new ProbabilityMap.Rules(
            number("detection.threshold", 0, 1),
            number("detection.least", 0, 1),
            number("detection.growth", 0, 10));
    return new Detection(
        text("detection.file"),
        (int) number("detection.max-edge", 32, MAX_PIXELS),
        Boolean.parseBoolean(properties.getProperty("detection.fixed", "false")),
        pixels("detection."),
        choice("detection.output", Output.class),
        rules);
  }

  Recognition recognition() {
    StripSize size =
        new StripSize(
            (int) number("recognition.height", 8, 256),
            (int) number("recognition.min-width", 8, MAX_PIXELS),
            (int) number("recognition.max-width", 8, MAX_PIXELS));
    return new Recognition(
        text("recognition.file"),
        size,
        pixels("recognition."),
        choice("recognition.output", Output.class),
        choice("recognition.decoder", Spelling.class));
  }

  Characters characters() {
    return new Characters(
        text("recognition.vocabulary"),
        Boolean.parseBoolean(properties.getProperty("recognition.space", "false")));
  }

  /** Rejects unknown keys. Call it after all values are read. */
  void rejectUnknownKeys() {
    unused.remove("detection.fixed");
    unused.remove("recognition.space");
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("These keys are unknown: " + unused);
    }
  }

  private Pixels pixels(String prefix) {
    List<String> orders = List.of("rgb", "bgr");
    String order = text(prefix + "channels");
    if (!orders.contains(order)) {
      throw new IllegalArgumentException(prefix + "channels is not one of " + orders);
    }
    List<Float> means = numbers(prefix + "mean");
    List<Float> deviations = numbers(prefix + "deviation");
    List<Pixels.Channel> channels =
        IntStream.range(0, PageImage.COLOURS)
            .mapToObj(c -> new Pixels.Channel(means.get(c), deviations.get(c)))
            .toList();
    float padding = (float) number(prefix + "padding", 0, 255);
    return new Pixels(channels, order.equals("bgr"), padding);
  }

  private String text(String key) {
    String value = properties.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing");
    }
    unused.remove(key);
    return value.strip();
  }

  private double number(String key, double least, double most) {
    double value = Double.parseDouble(text(key));
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException("%s is not between %s and %s".formatted(key, least, most));
    }
    return value;
  }

  private List<Float> numbers(String key) {
    List<Float> numbers =
        Arrays.stream(text(key).split(",", -1)).map(part -> Float.valueOf(part.strip())).toList();
    if (numbers.size() != PageImage.COLOURS) {
      throw new IllegalArgumentException(key + " is not a list of three numbers");
    }
    return numbers;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type) {
    String name = text(key).toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " has an unknown value"));
  }
}
