/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import com.sun.management.OperatingSystemMXBean;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Measures accuracy and time against the {@code tesseract} command line: a command. It recognises
 * documents with known texts, each by the engine and then by the command line in one thread with
 * the same models, and prints a table by kind of document.
 *
 * <p>Arguments: a folder with the table {@code MANIFEST.tsv} (kind, name and language in its second
 * to fourth columns), documents as {@code KIND/NAME.EXT} and their texts as {@code
 * KIND/NAME.gt.txt}; a folder for the recognised texts; optionally, a regular expression that
 * selects kinds. The command line cannot read PDFs, so both get the page images that the engine
 * renders beforehand, and text layers are ignored. The engine's CPU time is that of the whole
 * process during decoding and recognition, including the compiler and the garbage collector, after
 * {@value #WARM_UP} warm-up pages. The command line's CPU time is that of its processes.
 */
public final class AccuracyReport {
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);
  private static final Pattern EXTENSION = Pattern.compile("\\.[^.]*$");
  private static final String ALL = "all";

  /** Number of warm-up pages. */
  private static final int WARM_UP = 60;

  private static final List<String> WARMING =
      List.of("english.png", "portuguese.png", "receipt-sideways.jpg");

  private final TesseractCatalog catalog;
  private final TesseractEngine engine;
  private final CommandLineReader commandLine;
  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, List<Row>> rows = new TreeMap<>();

  private AccuracyReport(
      TesseractCatalog catalog, TesseractEngine engine, CommandLineReader commandLine) {
    this.catalog = catalog;
    this.engine = engine;
    this.commandLine = commandLine;
  }

  /**
   * The result for a document.
   *
   * @param pages number of pages
   * @param ours score of the engine
   * @param theirs score of the command line
   * @param ourSeconds CPU time of the engine
   * @param theirSeconds CPU time of the command line
   */
  private record Row(
      int pages, TextScore ours, TextScore theirs, double ourSeconds, double theirSeconds) {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    Pattern kinds = Pattern.compile(args.length > 2 ? args[2] : ".*");
    TestSettings settings = TestSettings.defaults();
    TesseractCatalog catalog = TesseractCatalog.of(settings);
    try (TesseractEngine engine = TesseractEngine.start(settings, catalog)) {
      AccuracyReport report =
          new AccuracyReport(catalog, engine, CommandLineReader.with(catalog, to));
      report.warmUp();
      for (String line : Files.readAllLines(from.resolve("MANIFEST.tsv"))) {
        String[] cells = line.split("\t", -1);
        String stem = EXTENSION.matcher(cells[2]).replaceFirst("");
        Path truth = from.resolve(cells[1]).resolve(stem + ".gt.txt");
        if (kinds.matcher(cells[1]).matches() && Files.exists(truth)) {
          Path file = from.resolve(cells[1]).resolve(cells[2]);
          report.read(cells[1], file, cells[3], Files.readString(truth), to.resolve(stem));
        }
      }
      report.print();
    }
  }

  /**
   * A worker runs for days, so the compiler's work in the first seconds is not a cost of a page.
   */
  private void warmUp() {
    EngineInfo info = catalog.info(OcrOptions.text(List.of("eng"))).orElseThrow();
    for (int i = 0; i < WARM_UP; i++) {
      read(SampleFiles.file(WARMING.get(i % WARMING.size())), info);
    }
  }

  private void read(String kind, Path file, String language, String truth, Path output)
      throws IOException, InterruptedException {
    OcrOptions options = OcrOptions.text(languages(language)).withTextLayer(TextLayer.NEVER);
    EngineInfo info = catalog.info(options).orElseThrow();
    List<Path> images = commandLine.images(file);
    List<String> pages = new ArrayList<>();
    long before = machine.getProcessCpuTime();
    images.forEach(image -> pages.addAll(read(image, info)));
    double seconds = (machine.getProcessCpuTime() - before) / 1e9;
    CommandLineReader.Text theirs = commandLine.read(images, options.languages());
    String text = String.join("\f", pages);
    Files.writeString(Path.of(output + ".txt"), text);
    Files.writeString(Path.of(output + ".command-line.txt"), theirs.text());
    Row row =
        new Row(
            pages.size(),
            TextScore.of(text, truth),
            TextScore.of(theirs.text(), truth),
            seconds,
            theirs.seconds());
    rows.computeIfAbsent(kind, k -> new ArrayList<>()).add(row);
    rows.computeIfAbsent(ALL, k -> new ArrayList<>()).add(row);
    print("# " + file.getFileName(), List.of(row));
  }

  private List<String> read(Path file, EngineInfo info) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                List<String> pages = new ArrayList<>();
                for (int number = 1; number <= document.pageCount(); number++) {
                  pages.add(
                      document
                          .read(number, PAGE_TIMEOUT, PageCachePort.NONE)
                          .fold(Page::text, problem -> ""));
                }
                return pages;
              }
            },
            refused -> List.<String>of());
  }

  private List<String> languages(String named) {
    Set<String> installed = catalog.languages();
    List<String> known =
        List.of(named.split("[+,]", -1)).stream().filter(installed::contains).toList();
    return known.isEmpty() ? List.of("eng") : known;
  }

  private void print() {
    System.out.println(
        "| kind | documents | pages | CER, ours | CER, command line | words, ours |"
            + " words, command line | CPU s a page, ours | CPU s a page, command line | times as fast |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    List<Row> all = Optional.ofNullable(rows.remove(ALL)).orElse(List.of());
    rows.forEach(AccuracyReport::print);
    print(ALL, all);
  }

  private static void print(String name, List<Row> rows) {
    int pages = rows.stream().mapToInt(Row::pages).sum();
    double ours = rows.stream().mapToDouble(Row::ourSeconds).sum();
    double theirs = rows.stream().mapToDouble(Row::theirSeconds).sum();
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.3f | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f |",
            name,
            rows.size(),
            pages,
            median(rows, row -> row.ours().errorRate()),
            median(rows, row -> row.theirs().errorRate()),
            median(rows, row -> row.ours().wordsFound()),
            median(rows, row -> row.theirs().wordsFound()),
            ours / pages,
            theirs / pages,
            theirs / ours));
  }

  private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
