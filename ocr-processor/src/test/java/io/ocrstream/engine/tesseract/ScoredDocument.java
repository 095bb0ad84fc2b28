/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.TextScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A document whose text, or whose failure, is known.
 *
 * @param kind {@value #CASE} for those that only have to be right
 * @param file its path
 * @param languages of its text
 * @param textLayer how its text layer is used
 * @param truth its text
 * @param expected failure codes that are right, and {@value #TEXT} where the text is
 */
record ScoredDocument(
    String kind,
    Path file,
    List<String> languages,
    TextLayer textLayer,
    String truth,
    List<String> expected) {
  /** The kind of documents that are right or wrong. */
  static final String CASE = "case";

  private static final String TEXT = "text";

  /** Character error rate up to which a case is right. */
  private static final double MAX_ERRORS_OF_CASE = 0.05;

  /** Reads the tables of both folders. Text layers are used in cases, or everywhere if asked. */
  static List<ScoredDocument> in(Path data, Path cases, boolean ofTextLayers) throws IOException {
    TextLayer use = ofTextLayers ? TextLayer.AUTO : TextLayer.NEVER;
    List<ScoredDocument> found = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve("MANIFEST.tsv"))) {
      String[] cells = line.split("\t", -1);
      Path folder = data.resolve(cells[1]);
      Path truth = folder.resolve(cells[2].replaceFirst("\\.[^.]*$", "") + ".gt.txt");
      if (Files.exists(truth)) {
        List<String> languages = List.of(cells[3].split("[+,]", -1));
        Path file = folder.resolve(cells[2]);
        found.add(
            new ScoredDocument(
                cells[1], file, languages, use, Files.readString(truth), List.of(TEXT)));
      }
    }
    for (String line : Files.readAllLines(cases.resolve("cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      Path truth = cases.resolve(cells[0] + ".txt");
      if (Files.exists(truth)) {
        found.add(
            new ScoredDocument(
                CASE,
                cases.resolve(cells[0]),
                List.of("eng"),
                TextLayer.AUTO,
                Files.readString(truth),
                List.of(cells[1].split("[|]", -1))));
      }
    }
    return found.stream().filter(each -> each.isAbout(ofTextLayers)).toList();
  }

  /* Text layers are in PDFs. Cases of PDFs are mostly about them. */
  private boolean isAbout(boolean ofTextLayers) {
    boolean isPdf = file.toString().endsWith(".pdf");
    return isPdf == ofTextLayers || (isPdf && !kind.equals(CASE));
  }

  /** Its kind and name. */
  String title() {
    return kind + "/" + file.getFileName();
  }

  /** How a text that was read, or the failure, compares with what is known. */
  Score score(String read, @Nullable FailureCode failure) {
    if (!kind.equals(CASE)) {
      TextScore score = TextScore.of(read, truth);
      return new Score(Math.min(1, score.errorRate()), score.wordsFound());
    }
    if (failure != null || !expected.contains(TEXT)) {
      boolean right = failure != null && expected.contains(failure.name());
      return new Score(right ? 0 : 1, right ? 1 : 0);
    }
    double errors = errorRate(words(read), words(truth));
    return new Score(Math.min(1, errors), errors <= MAX_ERRORS_OF_CASE ? 1 : 0);
  }

  private static double errorRate(String read, String truth) {
    return truth.isEmpty() ? (read.isEmpty() ? 0 : 1) : TextScore.of(read, truth).errorRate();
  }

  private static String words(String text) {
    return Arrays.stream(TextScore.normal(text).split(" ", -1))
        .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
        .collect(Collectors.joining(" "));
  }

  /**
   * A document's score.
   *
   * @param errorRate character error rate, at most 1
   * @param found F1 of words; of a case, 1 if it is right and else 0
   */
  record Score(double errorRate, double found) {}
}
