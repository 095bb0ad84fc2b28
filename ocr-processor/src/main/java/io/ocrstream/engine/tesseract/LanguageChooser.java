/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Attempt;
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
 * Chooses the languages to read a page with among those installed: by the script that is seen,
 * where they have more than one, and by whose dictionary knows the words of a sample of the page.
 * The sample is read again in each language that comes close to the best, for one language's model
 * reads another's words wrong. It depends on the page and the installed models alone.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> twice one and {@link #MOST_COMPARED} readings of a
 * sample and one detection of the script, within the page's deadline.
 */
final class LanguageChooser implements AutoCloseable {
  /** Height of a page of which the middle third is sample enough, in pixels. */
  static final int TALL_PIXELS = 1500;

  /** Languages whose own reading of the sample is looked at. */
  static final int MOST_COMPARED = 3;

  /** Words below which a sample tells nothing. */
  static final int LEAST_WORDS = 5;

  /** Least part of the sample's letters, in known words, for a language to be believed. */
  static final double LEAST_KNOWN = 0.3;

  /** Of the best language's known letters, what another one must reach to be compared with it. */
  static final double CLOSE = 0.8;

  /** Part of the letters in words that only a second language knows, from which it is added. */
  static final double LEAST_SECOND = 0.2;

  private static final String PREFERRED = "eng";
  private static final String VERTICAL = "_vert";
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’]+");

  private final TesseractPool handles;
  private final Map<String, List<String>> byScript;
  private final LongSupplier nanoTime;
  private final Vocabularies vocabularies = new Vocabularies();

  /** A reading of the sample, and what a language knows of it. */
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
   * The languages to read {@code raster} with, the main one first; never none.
   *
   * @param job which page, how, and until when; its models' folder holds all that are installed
   */
  Attempt<List<String>> choose(PixImage raster, PageReader.Job job) {
    raster.toGray();
    List<String> candidates = candidates(raster, job.models().folder());
    if (candidates.size() == 1) {
      return Attempt.done(candidates);
    }
    String usual = candidates.contains(PREFERRED) ? PREFERRED : candidates.get(0);
    int height = raster.height();
    Attempt<Optional<List<String>>> chosen = Attempt.done(Optional.empty());
    if (height >= TALL_PIXELS) {
      chosen = sampled(raster, job, candidates, height / 3, height / 3);
    }
    return chosen
        .then(
            found ->
                found.isPresent()
                    ? Attempt.done(found)
                    : sampled(raster, job, candidates, 0, height))
        .then(found -> Attempt.done(found.orElse(List.of(usual))));
  }

  private Attempt<Optional<List<String>>> sampled(
      PixImage raster, PageReader.Job job, List<String> candidates, int top, int height) {
    try (PixImage sample = raster.band(top, height)) {
      return choose(sample, job, candidates);
    }
  }

  /* Those of the script that is seen; where none is installed, or it is unclear, of the largest. */
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

  /* Empty where the sample does not tell. */
  private Attempt<Optional<List<String>>> choose(
      PixImage sample, PageReader.Job job, List<String> candidates) {
    String first = candidates.contains(PREFERRED) ? PREFERRED : candidates.get(0);
    return words(sample, job, first)
        .then(
            words -> {
              List<String> close = close(votes(job, candidates, words));
              return words.size() < LEAST_WORDS || close.isEmpty()
                  ? Attempt.done(Optional.empty())
                  : compare(sample, job, close)
                      .then(winner -> Attempt.done(believed(job, winner, candidates)));
            });
  }

  private static List<String> close(List<Vote> votes) {
    double best = votes.get(0).known();
    return votes.stream()
        .filter(vote -> best > 0 && vote.known() >= CLOSE * best)
        .limit(MOST_COMPARED)
        .map(Vote::language)
        .toList();
  }

  private Optional<List<String>> believed(
      PageReader.Job job, Vote winner, List<String> candidates) {
    return winner.known() < LEAST_KNOWN
        ? Optional.empty()
        : Optional.of(withSecond(job, winner, candidates));
  }

  /** The sample read in each of the languages: the one that knows most of what it reads. */
  private Attempt<Vote> compare(PixImage sample, PageReader.Job job, List<String> languages) {
    List<Vote> votes = new ArrayList<>();
    Attempt<Boolean> all = Attempt.done(true);
    for (String language : languages) {
      all =
          all.then(
              go ->
                  words(sample, job, language)
                      .then(words -> Attempt.done(votes.add(vote(job, language, words)))));
    }
    return all.then(
        go -> Attempt.done(votes.stream().sorted(Vote.BEST_FIRST).findFirst().orElseThrow()));
  }

  /* A page may be written in two languages; a third would cost more than it brings. */
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
    return most >= LEAST_SECOND ? List.of(winner.language(), second) : List.of(winner.language());
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

  /* By letters: long words tell more than short ones, which many languages share. */
  private static double share(List<String> words, BitSet which) {
    long all = 0;
    long some = 0;
    for (int i = 0; i < words.size(); i++) {
      all += words.get(i).length();
      some += which.get(i) ? words.get(i).length() : 0;
    }
    return all == 0 ? 0 : some / (double) all;
  }

  private Attempt<List<String>> words(PixImage sample, PageReader.Job job, String language) {
    Duration budget = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
    if (budget.isNegative() || budget.isZero()) {
      return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
    }
    int mode = job.options().pageSegmentationMode();
    return handles
        .with(models(job, language), handle -> handle.read(sample, mode, Threshold.OTSU, budget))
        .then(scan -> Attempt.done(wordsOf(TsvParser.parse(scan.table()))));
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
