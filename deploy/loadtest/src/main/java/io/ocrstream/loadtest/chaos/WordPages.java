/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * Creates pages of a few words, with a different text for each number. The words are cut from a
 * bundled sample, so no font is needed and the text is known.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> numbers from 0 to {@link #MAX_NUMBER}.
 */
final class WordPages implements NumberedDocuments {
  /** Largest number with a unique text. */
  static final int MAX_NUMBER = 300_000;

  private static final String SAMPLE = "/samples/english.png";
  private static final int WORDS = 4;

  /** Number of columns without ink that separates words; letters are closer. */
  private static final int GAP = 8;

  private static final int DARK = 128;
  private static final int MARGIN = 60;
  private static final int SPACE = 16;
  private static final int WHITE = 255;

  /** Lines of the sample, each with the top row of its letters. */
  private static final List<SampleLine> LINES =
      List.of(
          new SampleLine(210, "Every morning the clerk of the harbour office opens"),
          new SampleLine(258, "the shutters and counts the boats that came in with"),
          new SampleLine(306, "the tide. He writes their names into a large book,"),
          new SampleLine(354, "with the hour and the colour of the sail."),
          new SampleLine(450, "On the 14th of March there were 27 boats, more than"),
          new SampleLine(498, "in any other week of that year. Nobody knew why, and"),
          new SampleLine(546, "the clerk did not ask: he only bought a second pen."));

  private static final int LINE_HEIGHT = 46;

  /** Words that do not resemble each other. */
  private static final List<String> CHOSEN =
      List.of(
          "Every",
          "morning",
          "clerk",
          "harbour",
          "opens",
          "shutters",
          "counts",
          "boats",
          "that",
          "came",
          "writes",
          "their",
          "names",
          "large",
          "with",
          "hour",
          "colour",
          "March",
          "there",
          "were",
          "more",
          "other",
          "week",
          "Nobody",
          "bought",
          "second");

  private final List<Word> words = words();

  /** Describes a line of the sample. */
  private record SampleLine(int top, String text) {}

  /** Holds a word and its image. */
  private record Word(String text, BufferedImage image) {}

  @Override
  public int maxNumber() {
    return MAX_NUMBER;
  }

  @Override
  public String text(int number) {
    return String.join(
        " ", Arrays.stream(digits(number)).mapToObj(d -> words.get(d).text()).toList());
  }

  /** Returns the page as PNG. */
  @Override
  public byte[] document(int number) {
    List<BufferedImage> images =
        Arrays.stream(digits(number)).mapToObj(d -> words.get(d).image()).toList();
    int width = images.stream().mapToInt(i -> i.getWidth() + SPACE).sum() + 2 * MARGIN;
    BufferedImage page =
        new BufferedImage(width, LINE_HEIGHT + 2 * MARGIN, BufferedImage.TYPE_BYTE_GRAY);
    page.getGraphics().fillRect(0, 0, page.getWidth(), page.getHeight());
    int x = MARGIN;
    for (BufferedImage image : images) {
      page.getGraphics().drawImage(image, x, MARGIN, null);
      x += image.getWidth() + SPACE;
    }
    return encoded(page);
  }

  @Override
  public byte[] damaged(int number) {
    byte[] page = document(number);
    byte[] damaged = Arrays.copyOf(page, page.length / 3);
    // Everything after the signature and the header chunk is invalid.
    Arrays.fill(damaged, 33, damaged.length, (byte) 'x');
    return damaged;
  }

  private int[] digits(int number) {
    if (number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("0 to %d, not %d".formatted(MAX_NUMBER, number));
    }
    int[] digits = new int[WORDS];
    int left = number;
    for (int i = 0; i < WORDS; i++) {
      digits[i] = left % words.size();
      left /= words.size();
    }
    return digits;
  }

  private static byte[] encoded(BufferedImage page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(page, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Word> words() {
    BufferedImage sample = sample();
    List<Word> words = new ArrayList<>();
    for (SampleLine line : LINES) {
      BufferedImage strip = sample.getSubimage(0, line.top(), sample.getWidth(), LINE_HEIGHT);
      List<BufferedImage> cut = cut(strip);
      List<String> texts = List.of(line.text().split(" ", -1));
      if (cut.size() != texts.size()) {
        throw new IllegalStateException("the bundled sample has changed");
      }
      for (int i = 0; i < cut.size(); i++) {
        words.add(new Word(texts.get(i), cut.get(i)));
      }
    }
    return CHOSEN.stream()
        .map(text -> words.stream().filter(w -> w.text().equals(text)).findFirst().orElseThrow())
        .toList();
  }

  private static List<BufferedImage> cut(BufferedImage strip) {
    List<BufferedImage> words = new ArrayList<>();
    int begin = -1;
    int lastInk = -1;
    for (int x = 0; x < strip.getWidth(); x++) {
      boolean ink = hasInk(strip, x);
      if (begin >= 0 && !ink && x - lastInk > GAP) {
        words.add(strip.getSubimage(begin, 0, lastInk + 1 - begin, strip.getHeight()));
        begin = -1;
      }
      if (ink) {
        begin = begin < 0 ? x : begin;
        lastInk = x;
      }
    }
    return words;
  }

  private static boolean hasInk(BufferedImage strip, int x) {
    for (int y = 0; y < strip.getHeight(); y++) {
      if ((strip.getRGB(x, y) & WHITE) < DARK) {
        return true;
      }
    }
    return false;
  }

  private static BufferedImage sample() {
    try (InputStream in = WordPages.class.getResourceAsStream(SAMPLE)) {
      return ImageIO.read(Objects.requireNonNull(in, SAMPLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
