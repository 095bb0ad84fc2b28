/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** An object store with scripted answers, which counts requests. */
public final class ScriptedContent implements Content {
  /** One attempt. */
  public static final Attempts ONCE = Attempts.of(new RetryPolicy(1, Duration.ZERO, Duration.ZERO));

  public static final Problem UNPLANNED = Problem.of(FailureCode.INTERNAL, "not part of this test");

  Function<Location, Outcome<Inspected>> inspecting = location -> Outcome.failed(UNPLANNED);
  public Function<Location, Outcome<Fetched>> fetching = location -> Outcome.failed(UNPLANNED);
  int inspections;
  int fetches;

  /** Makes every fetch return {@code bytes}, in a new file in {@code folder}. */
  void holds(Path folder, byte[] bytes) {
    fetching =
        location ->
            Outcome.of(
                new Fetched(
                    location, file(folder, bytes), bytes.length, ContentHash.ofBytes(bytes)));
  }

  private static Path file(Path folder, byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(folder, "document", ""), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Outcome<Inspected> inspect(Location location) {
    inspections++;
    return inspecting.apply(location);
  }

  @Override
  public Outcome<Fetched> fetch(Location location) {
    fetches++;
    return fetching.apply(location);
  }

  @Override
  public void close() {
    inspecting = location -> Outcome.failed(UNPLANNED);
    fetching = location -> Outcome.failed(UNPLANNED);
  }
}
