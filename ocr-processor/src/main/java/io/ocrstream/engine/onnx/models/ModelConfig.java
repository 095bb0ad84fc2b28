/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import io.ocrstream.engine.image.PageImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the description of a model set: a properties file as documented in {@code docs/engines.md}.
 * Unknown or missing keys and values out of range are rejected. Keys that are not set have the
 * values of the set's form.
 *
 * <p><b>Fails:</b> with {@link IllegalArgumentException} that names the key.
 */
public final class ModelConfig {
  private static final int MAX_PIXELS = 8192;
  private static final String FORM = "form";
  private static final List<String> FORMS = List.of("pp-ocr");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}(_[a-z]+)*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Keys that say something about the files and change nothing in what is read. */
  private static final Pattern ABOUT_FILES = Pattern.compile("form|licence|.*\\.sha256");

  private final Properties properties;
  private final Set<String> unused = new TreeSet<>();

  /** Kind of a network's output. */
  public enum Output {
    /** Probabilities, 0 to 1. */
    PROBABILITIES,
    /** Unnormalised scores. */
    SCORES
  }

  /** How the output of a recognition network is decoded. */
  public enum Spelling {
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
  public record Detection(
      String file, int maxEdge, boolean fixed, Pixels pixels, Output output, Rules rules) {}

  /**
   * Rules for a piece.
   *
   * @param threshold probability above which a pixel belongs to a piece
   * @param least minimum mean probability of a piece
   * @param growth distance by which each side is moved out, as a multiple of area / perimeter.
   *     Networks are trained on shrunk cores of text, so that lines stay separate (DB:
   *     differentiable binarisation)
   */
  public record Rules(double threshold, double least, double growth) {}

  /**
   * The recognition network.
   *
   * @param file file name
   * @param size size of the input
   * @param pixels normalisation of the input
   * @param output kind of the output
   * @param spelling decoding of the output
   */
  public record Recognition(
      String file, StripSize size, Pixels pixels, Output output, Spelling spelling) {}

  /**
   * Size of a strip in pixels.
   *
   * @param height height
   * @param minWidth minimum width, with padding
   * @param maxWidth maximum width; longer strips are compressed
   */
  public record StripSize(int height, int minWidth, int maxWidth) {}

  /**
   * The vocabulary file.
   *
   * @param file file with one character per line
   * @param space whether a space follows the last character
   */
  record Characters(String file, boolean space) {}

  ModelConfig(String text) {
    Properties own = load(text);
    properties = new Properties(form(own.getProperty(FORM)));
    properties.putAll(own);
    unused.addAll(own.stringPropertyNames());
  }

  private static Properties load(String text) {
    Properties loaded = new Properties();
    try {
      loaded.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalArgumentException("The description is not a properties file", e);
    }
    return loaded;
  }

  private static Properties form(@Nullable String name) {
    Properties defaults = new Properties();
    if (name == null) {
      return defaults;
    }
    if (!FORMS.contains(name)) {
      throw new IllegalArgumentException(FORM + " is not one of " + FORMS);
    }
    try (InputStream in = ModelConfig.class.getResourceAsStream(name + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("Unknown bundled form " + name);
      }
      defaults.load(in);
      return defaults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Detection detection() {
    Rules rules =
        new Rules(
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

  /** Returns the licence of the files, or {@code unknown}. */
  String licence() {
    unused.remove("licence");
    return properties.getProperty("licence", "unknown").strip();
  }

  /** Returns the languages that the set is used for; empty for all that it spells. */
  SortedSet<String> languages() {
    if (properties.getProperty("languages") == null) {
      return new TreeSet<>();
    }
    SortedSet<String> names =
        Stream.of(text("languages").split(",", -1))
            .map(String::strip)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.stream().allMatch(name -> LANGUAGE.matcher(name).matches())) {
      throw new IllegalArgumentException("languages is not a list such as fra, por");
    }
    return names;
  }

  /**
   * Returns the SHA-256 that the description gives for the file of {@code key}, in hex digits;
   * empty if it gives none.
   */
  String sha256(String key) {
    String name = key + ".sha256";
    String sum = properties.getProperty(name, "");
    unused.remove(name);
    if (!sum.isEmpty() && !SHA256.matcher(sum).matches()) {
      throw new IllegalArgumentException(name + " is not 64 lower-case hex digits");
    }
    return sum;
  }

  /** Rejects unknown keys. Call it after all values are read. */
  void rejectUnknownKeys() {
    unused.removeAll(Set.of(FORM, "detection.fixed", "recognition.space"));
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("These keys are unknown: " + unused);
    }
  }

  /** Returns all values that change what is read, those of the form included, in one order. */
  String effective() {
    return properties.stringPropertyNames().stream()
        .filter(key -> !ABOUT_FILES.matcher(key).matches())
        .sorted()
        .map(key -> key + "=" + properties.getProperty(key).strip() + "\n")
        .collect(Collectors.joining());
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
