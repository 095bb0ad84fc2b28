/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets readers take turns at each document. A shared machine has phases of a minute in which it is
 * a third slower, so readers must not be measured one minute each. The first reader changes from
 * document to document, so that no reader always profits from warm caches.
 *
 * <p><b>Threading:</b> one thread.
 */
final class AlternatingReaders {
  private final Map<String, EngineReading.Reader> readers;
  private final List<Path> files;
  private final int pages;
  private final Map<String, List<Double>> pagesPerSecond = new LinkedHashMap<>();
  private final Map<String, List<Double>> cpuMs = new LinkedHashMap<>();

  /**
   * Creates the turns of these readers.
   *
   * @param readers by name, in the order of the figures
   * @param files documents that each reader reads in a round
   * @param pages number of their pages
   */
  AlternatingReaders(Map<String, EngineReading.Reader> readers, List<Path> files, int pages) {
    this.readers = readers;
    this.files = files;
    this.pages = pages;
  }

  /** Sums seconds of wall-clock and CPU time. */
  private static final class Spent {
    private double wall;
    private double cpu;
  }

  /** Reads all documents once with each reader; returns the duration in seconds. */
  double round() throws Exception {
    Map<String, Spent> spent = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(readers.keySet());
    names.forEach(name -> spent.put(name, new Spent()));
    for (Path file : files) {
      for (String name : names) {
        read(
            file,
            Objects.requireNonNull(readers.get(name)),
            Objects.requireNonNull(spent.get(name)));
      }
      names.add(names.remove(0));
    }
    spent.forEach(this::keep);
    return spent.values().stream().mapToDouble(each -> each.wall).sum();
  }

  private static void read(Path file, EngineReading.Reader reader, Spent spent) throws Exception {
    double cpu = CpuTime.seconds();
    long began = System.nanoTime();
    var unused = reader.read(file);
    spent.wall += (System.nanoTime() - began) / 1e9;
    spent.cpu += CpuTime.seconds() - cpu;
  }

  private void keep(String name, Spent spent) {
    pagesPerSecond.computeIfAbsent(name, unused -> new ArrayList<>()).add(pages / spent.wall);
    cpuMs.computeIfAbsent(name, unused -> new ArrayList<>()).add(spent.cpu * 1e3 / pages);
  }

  /** Returns pages per second by reader, without the first round, which warms up. */
  Map<String, Series> pagesPerSecond() {
    return counted(pagesPerSecond);
  }

  /**
   * Returns CPU milliseconds per page by reader, without the first round. The CPU time of ended
   * processes is unknown, so readers that start one process per document are missing.
   */
  Map<String, Series> cpuMs() {
    return counted(cpuMs);
  }

  private static Map<String, Series> counted(Map<String, List<Double>> figures) {
    Map<String, Series> series = new LinkedHashMap<>();
    figures.forEach((name, all) -> series.put(name, new Series(all.subList(1, all.size()))));
    return series;
  }
}
