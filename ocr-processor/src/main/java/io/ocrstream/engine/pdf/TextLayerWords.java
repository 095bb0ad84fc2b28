/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.PageLines;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the words of a text layer in place of those that were recognised at the same position, on a
 * page that mainly shows an image: a letter on a picture of letter paper, or a scan with a file
 * number. The text layer has no reading errors. Reading order stays that of the recognised lines;
 * lines beside the image that were not recognised come last. On the image itself, letters may have
 * its colour, so only those that were recognised there too are seen.
 */
final class TextLayerWords {
  /** Minimum share of a word's box that is covered, for two words to be the same. */
  static final double MIN_COVERED_SHARE = 0.5;

  /**
   * Minimum share of the text layer's words that were recognised alike, among those where words
   * were recognised. With less, the text layer is not what the page shows, as a hidden earlier
   * reading in white.
   */
  static final double MIN_ALIKE_SHARE = 0.3;

  /**
   * Maximum number of pairs that are compared: words of the text layer with recognised words and
   * images, 5,000 of each.
   */
  static final long MAX_PAIRS = 25_000_000;

  private final Page read;
  private final List<Word> recognised;
  private final List<Own> own;

  /** Recognised words of which the text layer covers the larger part. */
  private final Set<Word> replaced = new HashSet<>();

  private final Map<Line, List<Word>> exact = new HashMap<>();
  private final Set<Own> unread = new HashSet<>();
  private int placed;
  private int alike;

  /**
   * A word of the text layer.
   *
   * @param word in pixels of the recognised page
   * @param isBeside whether it is beside all images
   */
  private record Own(Word word, boolean isBeside) {}

  private TextLayerWords(Page read, List<Word> recognised, List<Own> own) {
    this.read = read;
    this.recognised = recognised;
    this.own = own;
  }

  /**
   * Returns {@code read} with the words of the text layer. A page is returned as it is if it was
   * turned, has text from right to left, has more than {@link #MAX_PAIRS} of words, or hardly a
   * word that both have.
   *
   * @param read the recognised page
   * @param layer the page's text layer, in the pixels of a page of its own size
   * @param images areas of the images, in the same pixels
   */
  static Page in(Page read, Page layer, List<Rectangle2D> images) {
    List<Line> lines = read.lines();
    List<Word> recognised = read.words();
    List<Word> words = layer.words();
    List<Line> rows = layer.lines();
    if (lines == null
        || recognised == null
        || words == null
        || rows == null
        || (long) (recognised.size() + images.size()) * words.size() > MAX_PAIRS
        || read.rotation() != 0
        || isRightToLeft(layer.text())) {
      return read;
    }
    List<Own> own =
        words.stream()
            .map(word -> new Own(scaled(word, layer, read), isBeside(word, images)))
            .toList();
    return new TextLayerWords(read, recognised, own).in(lines, rows);
  }

  private static boolean isBeside(Word word, List<Rectangle2D> images) {
    return images.stream()
        .noneMatch(image -> image.intersects(word.x(), word.y(), word.width(), word.height()));
  }

  private static boolean isRightToLeft(String text) {
    return text.codePoints()
        .map(Character::getDirectionality)
        .anyMatch(
            way ->
                way == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || way == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  }

  /* Pages above the pixel limit are recognised smaller. */
  private static Word scaled(Word word, Page from, Page to) {
    double across = (double) to.width() / from.width();
    double down = (double) to.height() / from.height();
    return Word.of(
            word.text(),
            (int) Math.round(word.x() * across),
            (int) Math.round(word.y() * down),
            (int) Math.round(word.width() * across),
            (int) Math.round(word.height() * down),
            word.confidence())
        .on(to.width(), to.height());
  }

  private Page in(List<Line> lines, List<Line> rows) {
    recognised.stream().filter(this::isCovered).forEach(replaced::add);
    own.forEach(word -> place(word, lines));
    return alike < MIN_ALIKE_SHARE * placed
        ? read
        : PageLines.followedBy(PageLines.with(read, this::words), unread(rows));
  }

  private List<List<Word>> unread(List<Line> rows) {
    return rows.stream()
        .map(
            row ->
                own.subList(row.firstWord(), row.firstWord() + row.wordCount()).stream()
                    .filter(unread::contains)
                    .map(Own::word)
                    .toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }

  private boolean isCovered(Word word) {
    double covered = own.stream().mapToDouble(other -> shared(word, other.word())).sum();
    return covered >= MIN_COVERED_SHARE * area(word);
  }

  /* A word of the text layer may have been recognised as several words, and several as one. */
  private void place(Own one, List<Line> lines) {
    Word word = one.word();
    for (Line line : lines) {
      List<Word> same = hasRowsOf(line, word) ? same(word, line) : List.of();
      if (!same.isEmpty()) {
        exact.computeIfAbsent(line, none -> new ArrayList<>()).add(word);
        placed++;
        alike += same.stream().anyMatch(other -> other.text().equals(word.text())) ? 1 : 0;
        return;
      }
    }
    if (one.isBeside() && recognised.stream().noneMatch(other -> isSame(word, other))) {
      unread.add(one);
    }
  }

  private List<Word> same(Word word, Line line) {
    return PageLines.words(recognised, line).stream()
        .filter(other -> replaced.contains(other) && isSame(word, other))
        .toList();
  }

  private static boolean hasRowsOf(Line line, Word word) {
    return word.y() < line.y() + line.height() && line.y() < word.y() + word.height();
  }

  private static boolean isSame(Word one, Word other) {
    return shared(one, other) >= MIN_COVERED_SHARE * Math.min(area(one), area(other));
  }

  private static double shared(Word one, Word other) {
    int left = Math.max(one.x(), other.x());
    int right = Math.min(one.x() + one.width(), other.x() + other.width());
    int top = Math.max(one.y(), other.y());
    int bottom = Math.min(one.y() + one.height(), other.y() + other.height());
    return (double) Math.max(0, right - left) * Math.max(0, bottom - top);
  }

  private static double area(Word word) {
    return (double) word.width() * word.height();
  }

  private List<Word> words(Line line) {
    List<Word> all = PageLines.words(recognised, line);
    List<Word> here = exact.get(line);
    if (here == null) {
      return all;
    }
    List<Word> row = new ArrayList<>(here);
    all.stream().filter(word -> !replaced.contains(word)).forEach(row::add);
    row.sort(Comparator.comparingInt(Word::x));
    return row;
  }
}
