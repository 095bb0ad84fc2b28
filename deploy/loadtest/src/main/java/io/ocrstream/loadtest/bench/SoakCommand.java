/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.config.Settings;
import io.ocrstream.embedded.Folders;
import io.ocrstream.standalone.LocalPipeline;
import io.ocrstream.standalone.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows whether memory grows during a long run. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Read the documents of a folder repeatedly in child processes, and print the"
            + " memory of the worker and its children, and its trend",
    footer = {"", "Examples:", "  ocr soak --pages 5000 --plot memory.svg"})
public final class SoakCommand extends LoadTestCommand {
  static final int MAX_PAGES = 10_000_000;
  static final int MAX_SLOTS = 64;
  private static final double MIB = 1 << 20;

  /** The first pages load classes, models and caches, so they are not part of the trend. */
  private static final double WARM_UP = 0.2;

  private static final int THOUSAND = 1_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder of documents to read (default: the bundled samples)")
  private @Nullable Path folder;

  @Option(
      names = "--pages",
      paramLabel = "N",
      description = "Number of pages to read (default: ${DEFAULT-VALUE})")
  private int pages = 5_000;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Number of pages between two samples (default: ${DEFAULT-VALUE})")
  private int every = 100;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Number of child processes (default: ${DEFAULT-VALUE})")
  private int slots = 2;

  @Option(
      names = "--languages",
      paramLabel = "LANG",
      description = "Languages of the documents, such as por+eng (default: ${DEFAULT-VALUE})")
  private String languages = "eng";

  @Option(names = "--plot", paramLabel = "FILE", description = "Write a plot to this file as SVG")
  private @Nullable Path plot;

  /** Creates a command that writes its samples to {@code out}. */
  public SoakCommand(PrintStream out) {
    super(out);
  }

  @Override
  public Integer call() throws Exception {
    within("--pages", pages, 1, MAX_PAGES);
    within("--every", every, 1, MAX_PAGES);
    within("--slots", slots, 1, MAX_SLOTS);
    Path unpacked = Folders.temporary("ocr-soak-").toRealPath();
    try {
      Path read = folder;
      if (read == null) {
        Samples.unpack(unpacked);
        read = unpacked;
      }
      soak(files(read));
      return 0;
    } finally {
      Folders.delete(unpacked);
    }
  }

  private void soak(List<Path> files) throws Exception {
    Settings settings = LocalPipeline.settings(Map.of(), Map.of()).settings();
    line("%8s %14s %14s", "pages", "worker MiB", "children MiB");
    Soak.Outcome outcome =
        new Soak(settings, files, slots, this::print)
            .run(List.of(languages.split("[+,]", -1)), pages, every);
    List<MemorySample> samples = outcome.samples();
    int read = samples.get(samples.size() - 1).pages();
    line(
        "%d pages of %d documents in %d slots, %.0f s, %.1f pages/s, %d unreadable",
        read,
        files.size(),
        slots,
        outcome.seconds(),
        read / outcome.seconds(),
        outcome.unreadable());
    trend(samples, read);
    if (plot != null) {
      Files.writeString(plot, SoakPlot.svg(samples));
    }
  }

  private void trend(List<MemorySample> samples, int read) {
    List<MemorySample> warm = samples.stream().filter(s -> s.pages() >= WARM_UP * read).toList();
    if (warm.size() < 2 || warm.get(0).pages() == read) {
      line("Too few samples for a trend");
      return;
    }
    Trend worker = Trend.of(warm, MemorySample::pages, MemorySample::workerBytes);
    Trend children = Trend.of(warm, MemorySample::pages, MemorySample::childrenBytes);
    line(
        "Trend after the first fifth: worker %+.2f, children %+.2f MiB per thousand pages",
        worker.slope() * THOUSAND / MIB, children.slope() * THOUSAND / MIB);
    line(
        "Maximum: worker %.0f, all children %.0f MiB",
        samples.stream().mapToLong(MemorySample::workerBytes).max().orElse(0) / MIB,
        samples.stream().mapToLong(MemorySample::childrenBytes).max().orElse(0) / MIB);
  }

  private List<Path> files(Path read) throws IOException {
    try (Stream<Path> tree = Files.walk(read)) {
      List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
      if (files.isEmpty()) {
        throw usage("The folder contains no documents");
      }
      return files;
    }
  }

  private void print(MemorySample sample) {
    line(
        "%8d %14.1f %14.1f",
        sample.pages(), sample.workerBytes() / MIB, sample.childrenBytes() / MIB);
  }

  private void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
