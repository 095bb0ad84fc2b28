/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.tesseract.TesseractHandle.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Detects the languages of a page among the installed ones. It detects the script first, if
 * languages of more than one are installed. Then it recognises a sample of the page and counts the
 * words that each language's dictionary knows. The sample is recognised again in the best
 * languages, because one language's model misreads another's words. The result depends only on the
 * page and the installed models.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> at most twice (1 + {@link #MAX_COMPARED}) recognitions
 * of a sample and one script detection, within the page's deadline.
 */
final class LanguageChooser implements AutoCloseable {
  /** Height in pixels from which the middle third of the page is used as the sample. */
  static final int MIN_TALL_PIXELS = 1500;

  /** Maximum number of languages in which the sample is recognised again. */
  static final int MAX_COMPARED = 3;

  /** Minimum number of words in a sample. */
  static final int MIN_WORDS = 5;

  /** Minimum share of letters in words that the dictionary knows, for a language to be accepted. */
  static final double MIN_KNOWN_SHARE = 0.3;

  /**
   * Known share of a language, relative to the best one's, from which it is compared with the best.
   */
  static final double MIN_RATIO_TO_BEST = 0.8;

  /** Share of letters in words that only a second language knows, from which that one is added. */
  static final double MIN_SECOND_LANGUAGE_SHARE = 0.2;

  private static final String PREFERRED = "eng";
  private static final String VERTICAL = "_vert";
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’]+");

  private final TesseractPool handles;
  private final Map<String, List<String>> byScript;
  private final LongSupplier nanoTime;
  private final LanguageDictionaries vocabularies = new LanguageDictionaries();

  /** A language's score for one recognition of the sample. */
  private record Vote(String language, double known, List<String> words, BitSet which) {
    static final Comparator<Vote> BEST_FIRST =
        Comparator.comparingDouble(Vote::known).reversed().thenComparing(Vote::language);
  }

  LanguageChooser(TesseractPool handles, SortedSet<String> installed, LongSupplier nanoTime) {
    this.handles = handles;
    this.nanoTime = nanoTime;
    this.byScript =
        installed.stream()
            .filter(language -> !language.endsWith(VERTICAL))
            .collect(Collectors.groupingBy(Scripts::of, TreeMap::new, Collectors.toList()));
  }

  /**
   * Returns the languages of {@code raster}, the main one first; at least one.
   *
   * @param job the page's options and deadline; the folder of its models contains all installed
   *     ones
   */
  Outcome<List<String>> choose(PixImage raster, PageReader.Job job) {
    raster.toGray();
    List<String> candidates = candidates(raster, job.models().folder());
    if (candidates.size() == 1) {
      return Outcome.of(candidates);
    }
    String usual = candidates.contains(PREFERRED) ? PREFERRED : candidates.get(0);
    int height = raster.height();
    Outcome<Optional<List<String>>> chosen = Outcome.of(Optional.empty());
    if (height >= MIN_TALL_PIXELS) {
      chosen = sampled(raster, job, candidates, height / 3, height / 3);
    }
    return chosen
        .flatMap(
            found ->
                found.isPresent() ? Outcome.of(found) : sampled(raster, job, candidates, 0, height))
        .map(found -> found.orElse(List.of(usual)));
  }

  private Outcome<Optional<List<String>>> sampled(
      PixImage raster, PageReader.Job job, List<String> candidates, int top, int height) {
    try (PixImage sample = raster.band(top, height)) {
      return choose(sample, job, candidates);
    }
  }

  /*
   * Languages of the detected script. Where it is not installed or not detected, those of the
   * script with most languages.
   */
  private List<String> candidates(PixImage raster, Path folder) {
    if (byScript.size() == 1) {
      return byScript.values().iterator().next();
    }
    List<String> usual =
        byScript.values().stream()
            .max(Comparator.comparingInt(List::size))
            .orElseThrow(() -> new IllegalStateException("no language is installed"));
    return handles
        .with(
            new TesseractHandle.Models(folder, TesseractCatalog.ORIENTATION_MODEL),
            handle -> handle.script(raster))
        .map(script -> byScript.getOrDefault(Scripts.named(script), usual))
        .orElse(usual);
  }

  /* Empty if the sample is not conclusive. */
  private Outcome<Optional<List<String>>> choose(
      PixImage sample, PageReader.Job job, List<String> candidates) {
    String first = candidates.contains(PREFERRED) ? PREFERRED : candidates.get(0);
    return words(sample, job, first)
        .flatMap(
            words -> {
              List<String> close = close(votes(job, candidates, words));
              return words.size() < MIN_WORDS || close.isEmpty()
                  ? Outcome.of(Optional.empty())
                  : compare(sample, job, close).map(winner -> accepted(job, winner, candidates));
            });
  }

  private static List<String> close(List<Vote> votes) {
    double best = votes.get(0).known();
    return votes.stream()
        .filter(vote -> best > 0 && vote.known() >= MIN_RATIO_TO_BEST * best)
        .limit(MAX_COMPARED)
        .map(Vote::language)
        .toList();
  }

  private Optional<List<String>> accepted(
      PageReader.Job job, Vote winner, List<String> candidates) {
    return winner.known() < MIN_KNOWN_SHARE
        ? Optional.empty()
        : Optional.of(withSecond(job, winner, candidates));
  }

  /**
   * Recognises the sample in each language, and returns the one that knows most of its own result.
   */
  private Outcome<Vote> compare(PixImage sample, PageReader.Job job, List<String> languages) {
    List<Vote> votes = new ArrayList<>();
    Outcome<Boolean> all = Outcome.of(true);
    for (String language : languages) {
      all =
          all.flatMap(
              go ->
                  words(sample, job, language).map(words -> votes.add(vote(job, language, words))));
    }
    return all.map(go -> votes.stream().sorted(Vote.BEST_FIRST).findFirst().orElseThrow());
  }

  /* A page may be in two languages. A third would cost more time than it improves. */
  private List<String> withSecond(PageReader.Job job, Vote winner, List<String> candidates) {
    String second = "";
    double most = 0;
    for (String language : candidates) {
      BitSet only = vocabularies.known(models(job, language), winner.words());
      only.andNot(winner.which());
      double part = share(winner.words(), only);
      if (part > most) {
        most = part;
        second = language;
      }
    }
    return most >= MIN_SECOND_LANGUAGE_SHARE
        ? List.of(winner.language(), second)
        : List.of(winner.language());
  }

  private List<Vote> votes(PageReader.Job job, List<String> languages, List<String> words) {
    return languages.stream()
        .map(language -> vote(job, language, words))
        .sorted(Vote.BEST_FIRST)
        .toList();
  }

  private Vote vote(PageReader.Job job, String language, List<String> words) {
    BitSet known = vocabularies.known(models(job, language), words);
    return new Vote(language, share(words, known), words, known);
  }

  /* Weighted by letters, because many languages share short words. */
  private static double share(List<String> words, BitSet which) {
    long all = 0;
    long some = 0;
    for (int i = 0; i < words.size(); i++) {
      all += words.get(i).length();
      some += which.get(i) ? words.get(i).length() : 0;
    }
    return all == 0 ? 0 : some / (double) all;
  }

  private Outcome<List<String>> words(PixImage sample, PageReader.Job job, String language) {
    Duration left = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
    if (left.isNegative() || left.isZero()) {
      return Outcome.failed(FailureCode.TIMED_OUT, "The page exceeded its time limit");
    }
    int mode = job.options().pageSegmentationMode();
    return handles
        .with(models(job, language), handle -> handle.read(sample, mode, Threshold.OTSU, left))
        .map(scan -> wordsOf(TsvParser.parse(scan.table())));
  }

  private static List<String> wordsOf(RecognisedText reading) {
    List<String> words = new ArrayList<>();
    for (Word word : reading.words()) {
      for (Matcher matcher = WORD.matcher(word.text()); matcher.find(); ) {
        words.add(matcher.group());
      }
    }
    return words;
  }

  private static TesseractHandle.Models models(PageReader.Job job, String language) {
    return new TesseractHandle.Models(job.models().folder(), language);
  }

  @Override
  public void close() {
    vocabularies.close();
  }
}
