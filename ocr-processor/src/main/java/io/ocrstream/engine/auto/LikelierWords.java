/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.PageLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes words from another reading of the same page where they are likelier to be right. Words of
 * both readings that overlap form a group, and a group is taken or left as a whole. Lines, blocks
 * and their order stay those of the page.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> each word of one reading is compared with each of the
 * other.
 */
final class LikelierWords {
  /** Minimum overlap of two words of a group, as a fraction of the smaller box. */
  private static final double MIN_OVERLAP = 0.3;

  private final List<Word> words;
  private final List<Word> others;
  private final double minGain;
  private final boolean takesAccents;

  private LikelierWords(List<Word> words, List<Word> others, double minGain, boolean takesAccents) {
    this.words = words;
    this.others = others;
    this.minGain = minGain;
    this.takesAccents = takesAccents;
  }

  /**
   * Returns {@code page} with the likelier words of {@code other}. Confidences are likelihoods in
   * both, and in the result.
   *
   * @param minGain a group is taken if its likelihood exceeds that of the page's words by more
   * @param takesAccents whether a word that is not replaced takes the accents of {@code other}
   */
  static Page in(Page page, Page other, double minGain, boolean takesAccents) {
    if (page.words() == null || other.words() == null) {
      return page;
    }
    LikelierWords likelier = new LikelierWords(page.words(), other.words(), minGain, takesAccents);
    List<List<Word>> taken = likelier.taken();
    return PageLines.with(page, line -> likelier.row(line, taken));
  }

  /*
   * The words that replace each word: itself, those of its group at the first word of the group, or
   * none.
   */
  private List<List<Word>> taken() {
    List<List<Word>> taken = new ArrayList<>();
    words.forEach(word -> taken.add(List.of(word)));
    boolean[] isSeen = new boolean[others.size()];
    for (int i = 0; i < others.size(); i++) {
      if (!isSeen[i]) {
        take(group(i, isSeen), taken);
      }
    }
    return taken;
  }

  /** Overlapping words, by their indices in both readings. */
  private record Group(List<Integer> ours, List<Integer> theirs) {}

  private Group group(int first, boolean[] isSeen) {
    Group group = new Group(new ArrayList<>(), new ArrayList<>(List.of(first)));
    isSeen[first] = true;
    for (int next = 0; next < group.theirs().size(); next++) {
      Word theirs = others.get(group.theirs().get(next));
      for (int i = 0; i < words.size(); i++) {
        if (overlap(words.get(i), theirs) && !group.ours().contains(i)) {
          group.ours().add(i);
          addOverlapping(words.get(i), group, isSeen);
        }
      }
    }
    return group;
  }

  private void addOverlapping(Word ours, Group group, boolean[] isSeen) {
    for (int i = 0; i < others.size(); i++) {
      if (!isSeen[i] && overlap(ours, others.get(i))) {
        isSeen[i] = true;
        group.theirs().add(i);
      }
    }
  }

  private void take(Group group, List<List<Word>> taken) {
    List<Integer> ours = group.ours().stream().sorted().toList();
    List<Word> theirs =
        group.theirs().stream().map(others::get).sorted(Comparator.comparingInt(Word::x)).toList();
    boolean isRow = !ours.isEmpty() && ours.get(ours.size() - 1) - ours.get(0) == ours.size() - 1;
    if (isRow
        && likelihood(theirs) > likelihood(ours.stream().map(words::get).toList()) + minGain) {
      ours.forEach(index -> taken.set(index, List.of()));
      taken.set(ours.get(0), theirs);
    } else if (takesAccents && ours.size() == 1 && theirs.size() == 1) {
      taken.set(
          ours.get(0), List.of(AccentedWord.of(words.get(ours.get(0)), theirs.get(0).text())));
    }
  }

  private static double likelihood(List<Word> group) {
    double right = 0;
    double all = 0;
    for (Word word : group) {
      right += word.text().length() * word.confidence();
      all += word.text().length();
    }
    return right / all;
  }

  private static boolean overlap(Word one, Word other) {
    long width =
        (long) Math.min(one.x() + one.width(), other.x() + other.width())
            - Math.max(one.x(), other.x());
    long height =
        (long) Math.min(one.y() + one.height(), other.y() + other.height())
            - Math.max(one.y(), other.y());
    long smaller =
        Math.min((long) one.width() * one.height(), (long) other.width() * other.height());
    return width > 0 && height > 0 && width * height > MIN_OVERLAP * smaller;
  }

  /* A group that reaches into other lines would leave a line empty, so it is not taken there. */
  private List<Word> row(Line line, List<List<Word>> taken) {
    int end = line.firstWord() + line.wordCount();
    List<Word> row = taken.subList(line.firstWord(), end).stream().flatMap(List::stream).toList();
    return row.isEmpty() ? PageLines.words(words, line) : row;
  }
}
