/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures many simultaneous events of one new page: the additional time over one event, and the
 * number of engine runs.
 *
 * <p>Each storm has new bytes: the same image with a number after its end, which decoders ignore.
 *
 * <p><b>Threading:</b> one thread.
 */
final class StormBench {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LINGER_MS = 5;

  private final Map<String, Object> clients;
  private final Path page;
  private final Path folder;
  private final List<Integer> copies;
  private final Map<Integer, Integer> mostRuns = new LinkedHashMap<>();
  private int storms;

  /**
   * Prepares the measurement.
   *
   * @param page an image
   * @param folder folder that the workers may read
   */
  StormBench(Map<String, Object> clients, Path page, Path folder, List<Integer> copies) {
    this.clients = clients;
    this.page = page;
    this.folder = folder;
    this.copies = copies;
  }

  /**
   * Holds the figures.
   *
   * @param wallMs milliseconds from the first event to the last answer, by number of copies
   * @param engineRuns maximum engine runs of one storm, by number of copies
   */
  record Outcome(Map<Integer, Series> wallMs, Map<Integer, Integer> engineRuns) {}

  Outcome run(AlternatingRounds alternation) throws Exception {
    Map<String, AlternatingRounds.Measurement> measurements = new LinkedHashMap<>();
    for (int count : copies) {
      measurements.put(name(count), () -> storm(count));
    }
    Map<String, Series> figures = alternation.run(measurements);
    Map<Integer, Series> wallMs = new LinkedHashMap<>();
    copies.forEach(count -> wallMs.put(count, figures.get(name(count))));
    return new Outcome(wallMs, Map.copyOf(mostRuns));
  }

  private static String name(int count) {
    return count == 1 ? "1 copy" : count + " copies";
  }

  private double storm(int count) throws Exception {
    Path fresh = freshPage();
    ContentHash hash = ContentHash.ofBytes(Files.readAllBytes(fresh));
    AtomicInteger runs = new AtomicInteger();
    try (CommittedReader reader = new CommittedReader(clients, Topic.RESULTS.topicName());
        EventSource source = new EventSource(clients, LINGER_MS)) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        source.publish("page", event(fresh, hash, i));
      }
      CommittedReader.Seen seen =
          reader.read(
              count,
              PATIENCE,
              answer -> {
                if (Json.readOwn(answer.value(), Result.class).source() == Source.OCR) {
                  runs.incrementAndGet();
                }
              });
      mostRuns.merge(count, runs.get(), Math::max);
      return (seen.last() - began) / 1e6;
    } finally {
      Files.delete(fresh);
    }
  }

  private byte[] event(Path file, ContentHash hash, int number) {
    String eventId = "storm-" + storms + "-" + number;
    String uri = file.toUri().toString();
    return Json.write(
        new UploadEvent(eventId, "page", uri, hash, null, null, null, null, null, null, null));
  }

  private Path freshPage() throws IOException {
    byte[] picture = Files.readAllBytes(page);
    storms++;
    byte[] fresh =
        ByteBuffer.allocate(picture.length + Integer.BYTES).put(picture).putInt(storms).array();
    return Files.write(folder.resolve("storm-" + storms), fresh);
  }
}
