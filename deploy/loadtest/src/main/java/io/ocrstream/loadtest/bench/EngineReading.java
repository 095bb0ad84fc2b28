/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads whole documents, one or two at a time, without a page cache.
 *
 * @param info engine and options
 * @param pageTimeout timeout of each page
 */
record EngineReading(EngineInfo info, Duration pageTimeout) {
  /** Reads a document and returns its number of pages. */
  @FunctionalInterface
  interface Reader {
    int read(Path file) throws Exception;
  }

  /** Returns the number of pages read; 0 if a page failed. */
  int read(Engine engine, Path file) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                return read(document);
              }
            },
            refused -> 0);
  }

  private int read(Engine.Document document) {
    for (int number = 1; number <= document.pageCount(); number++) {
      boolean isRead =
          document
              .read(number, pageTimeout, PageCachePort.NONE)
              .fold(page -> true, unreadable -> false);
      if (!isRead) {
        return 0;
      }
    }
    return document.pageCount();
  }

  /** Reads all documents, two in parallel; returns the total number of pages. */
  static int twoAtOnce(List<Path> files, Reader reader) throws Exception {
    ExecutorService slots = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> reading = new ArrayList<>();
      for (Path file : files) {
        reading.add(slots.submit(() -> reader.read(file)));
      }
      int pages = 0;
      for (Future<Integer> document : reading) {
        pages += document.get();
      }
      return pages;
    } finally {
      slots.shutdownNow();
    }
  }
}
