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
 * What a set of models says of itself: a file of properties, as in {@code docs/engines.md}. Unknown
 * and missing keys and values out of range are refused.
 *
 * <p><b>Fails:</b> with {@link IllegalArgumentException} that names the key.
 */
final class ModelConfig {
  private static final int MOST_PIXELS = 8192;

  private final Properties properties = new Properties();
  private final Set<String> unused = new TreeSet<>();

  /** How a network says what is likely. */
  enum Output {
    /** Numbers from 0 to 1. */
    PROBABILITIES,
    /** Numbers of any size, the larger the likelier. */
    SCORES
  }

  /** How a reading network spells. */
  enum Spelling {
    /** Connectionist temporal classification; class 0 means no character. */
    CTC_BLANK_FIRST,
    /** Connectionist temporal classification; the class behind the vocabulary means none. */
    CTC_BLANK_LAST,
    /** Attention; the class behind the vocabulary means the end. */
    ATTENTION
  }

  /**
   * The network that finds text.
   *
   * @param file its name
   * @param maxEdge pixels of a page's longer edge; longer ones are shrunk
   * @param fixed whether the input is a square of that size; else any multiple of 32 will do
   * @param pixels how they are wanted
   * @param output what comes out
   * @param rules what makes a piece of text
   */
  record Detection(
      String file,
      int maxEdge,
      boolean fixed,
      Pixels pixels,
      Output output,
      ProbabilityMap.Rules rules) {}

  /**
   * The network that reads text.
   *
   * @param file its name
   * @param size of its input
   * @param pixels how they are wanted
   * @param output what comes out
   * @param spelling how it is decoded
   */
  record Recognition(
      String file, StripSize size, Pixels pixels, Output output, Spelling spelling) {}

  /**
   * Pixels of a strip.
   *
   * @param height always
   * @param minWidth with padding, at least
   * @param maxWidth at most; longer ones are squeezed
   */
  record StripSize(int height, int minWidth, int maxWidth) {}

  /**
   * The characters.
   *
   * @param file a character a line
   * @param space whether a space comes behind them
   */
  record Characters(String file, boolean space) {}

  ModelConfig(String text) {
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalArgumentException("no file of properties", e);
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
        (int) number("detection.max-edge", 32, MOST_PIXELS),
        Boolean.parseBoolean(properties.getProperty("detection.fixed", "false")),
        pixels("detection."),
        choice("detection.output", Output.class),
        rules);
  }

  Recognition recognition() {
    StripSize size =
        new StripSize(
            (int) number("recognition.height", 8, 256),
            (int) number("recognition.min-width", 8, MOST_PIXELS),
            (int) number("recognition.max-width", 8, MOST_PIXELS));
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

  /** To be called last. */
  void refuseUnknownKeys() {
    unused.remove("detection.fixed");
    unused.remove("recognition.space");
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + unused);
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
      throw new IllegalArgumentException("%s is not within %s and %s".formatted(key, least, most));
    }
    return value;
  }

  private List<Float> numbers(String key) {
    List<Float> numbers =
        Arrays.stream(text(key).split(",", -1)).map(part -> Float.valueOf(part.strip())).toList();
    if (numbers.size() != PageImage.COLOURS) {
      throw new IllegalArgumentException(key + " does not hold three numbers");
    }
    return numbers;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type) {
    String name = text(key).toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " is not a known one"));
  }
}
