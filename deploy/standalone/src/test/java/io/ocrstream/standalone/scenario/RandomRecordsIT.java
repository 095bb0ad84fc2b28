/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes anything that a broker accepts to {@code ocr.documents}: random bytes and partial events,
 * keys, headers, timestamps, sizes and compressions. Afterwards every partition must answer an
 * event, and no stream thread may have ended. {@code -Docr.random.seed} selects the records.
 */
class RandomRecordsIT {
  private static final long SEED = Long.getLong("ocr.random.seed", System.nanoTime());
  private static final int LARGEST = 12 << 20;
  private static final long HOUR_MS = Duration.ofMinutes(59).toMillis();
  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final List<String> HEADERS =
      List.of("traceparent", "ocr-replays", "ce_specversion", "ce_id", "content-type", "x");
  private static final List<String> FRAGMENTS =
      List.of(
          "{\"event_id\":\"e\",\"uri\":\"",
          "s3://bucket/key",
          "https://example.invalid/a",
          "\"}",
          "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",",
          "\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz+\"}}}]}",
          ",\"options\":{\"languages\":\"eng\",\"pages\":\"1-3\"}",
          ",\"content_hash\":\"sha256:00\"",
          ",\"deadline\":-9223372036854775808",
          "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"s\",\"type\":\"t\",\"data\":",
          "{\"Type\":\"Notification\",\"Message\":\"",
          "\\u0000",
          "\ufeff",
          "[[[[[[[[",
          "null");

  @TempDir private Path folder = Path.of("unset");

  private final Random random = new Random(SEED);
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  @Test
  void shouldAnswerEveryPartitionAfterWhateverWasWritten() throws Exception {
    write(() -> sent.size() < 200);
  }

  @Test
  @Tag("faults")
  void shouldAnswerEveryPartitionAfterAMinuteOfIt() throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    write(() -> System.nanoTime() - end < 0);
  }

  private void write(BooleanSupplier goesOn) throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (TestCluster cluster = TestCluster.start(folder, Map.of())) {
      List<Sender> senders = COMPRESSIONS.stream().map(c -> new Sender(cluster, c)).toList();
      cluster.processor("processor", meters);
      while (goesOn.getAsBoolean()) {
        send(senders.get(random.nextInt(senders.size())));
      }
      int taken = taken();
      System.out.printf("seed %d: %d records, %d taken%n", SEED, sent.size(), taken);
      assertThat(taken).isPositive();

      List<String> markers = new ArrayList<>();
      for (int partition = 0; partition < ScenarioSettings.PARTITIONS; partition++) {
        markers.add(senders.get(0).marker(partition, "marker-" + partition));
      }
      cluster.awaitAnswers(markers);
      assertThat(meters.get("ocr.stream.threads.replaced").counter().count())
          .as("seed %d", SEED)
          .isZero();
      senders.forEach(Sender::close);
    }
  }

  private void send(Sender sender) {
    Header[] headers = new Header[random.nextInt(4)];
    Arrays.setAll(headers, i -> header());
    sent.add(
        sender.send(
            random.nextInt(ScenarioSettings.PARTITIONS), timestamp(), key(), value(), headers));
  }

  private long timestamp() {
    long now = System.currentTimeMillis();
    return switch (random.nextInt(5)) {
      case 0 -> -1;
      case 1 -> 0;
      case 2 -> random.nextLong(now);
      case 3 -> now + random.nextLong(HOUR_MS);
      default -> now;
    };
  }

  private byte @Nullable [] key() {
    return random.nextInt(3) == 0 ? null : bytes(random.nextInt(4) == 0 ? 200_000 : 40);
  }

  private Header header() {
    byte[] value = random.nextInt(4) == 0 ? null : bytes(random.nextInt(8) == 0 ? 100_000 : 60);
    return new RecordHeader(HEADERS.get(random.nextInt(HEADERS.size())), value);
  }

  private byte @Nullable [] value() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> bytes(300);
      case 2 -> new byte[random.nextInt(LARGEST)];
      case 3 -> bytes(400_000);
      case 4 -> event().getBytes(UTF_8);
      default -> fragments().getBytes(UTF_8);
    };
  }

  private String event() {
    return "{\"event_id\":\"%d\",\"uri\":\"no uri %s\"}".formatted(sent.size(), text());
  }

  private String fragments() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
    }
    return text.toString();
  }

  private String text() {
    return new String(bytes(20), US_ASCII).replaceAll("[^a-z]", "");
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Returns how many were accepted. Brokers may refuse some. */
  private int taken() throws InterruptedException {
    int taken = 0;
    for (Future<RecordMetadata> one : sent) {
      try {
        var unused = one.get();
        taken++;
      } catch (ExecutionException e) {
        // For example, too large.
      }
    }
    return taken;
  }
}
