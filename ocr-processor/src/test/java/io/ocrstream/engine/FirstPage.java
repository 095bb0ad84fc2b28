/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the first page of a document. */
public final class FirstPage {
  private static final Duration AMPLE = Duration.ofMinutes(2);

  private FirstPage() {}

  /** Returns the page; fails where the document or the page is not read. */
  public static Page of(Engine engine, Path file, EngineInfo info) {
    return of(engine, file, info, PageCachePort.NONE);
  }

  /** Returns the page, looked up in a cache first; fails where it is not read. */
  public static Page of(Engine engine, Path file, EngineInfo info, PageCachePort memory) {
    return outcome(engine, file, info, memory)
        .fold(
            page -> page,
            problem -> {
              throw new AssertionError(problem);
            });
  }

  /** Returns the page, or why the document or the page is not read. */
  public static Outcome<Page> outcome(
      Engine engine, Path file, EngineInfo info, PageCachePort memory) {
    return engine
        .open(file, info)
        .flatMap(
            document -> {
              try (document) {
                return document.read(1, AMPLE, memory);
              }
            });
  }
}
