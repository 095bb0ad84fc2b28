/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cli.CommandRun;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.kafka.TopicsAdmin;
import io.ocrstream.standalone.scenario.SharedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code cache …} against a real broker and a real Redis. */
class CacheCommandIT {
  private static final EmbeddedKafka KAFKA = SharedKafka.get();
  private static final String PREFIX = "cache-command.";
  private static final RedisFixture REDIS = RedisFixture.running();
  private static final EngineInfo ENGINE =
      new EngineInfo("tesseract", "5", "ab", OcrOptions.text(List.of("eng")));
  private static final ContentHash HASH = ContentHash.ofBytes(new byte[] {1});

  @TempDir private Path folder = Path.of("");

  /** The result of a command. */
  @BeforeAll
  static void publish() throws Exception {
    TopicsAdmin.create(SettingsLoader.of(overrides()));
    long now = Instant.now().getEpochSecond();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, 1, read(payload(now - 60, Payload.Status.COMPLETE)));
      send(producer, 2, read(payload(now - 7200, Payload.Status.COMPLETE)));
      send(producer, 3, read(payload(now - 30, Payload.Status.PARTIAL)));
      send(producer, 4, Recognised.Failed.ofBytes(1, Problem.of(FailureCode.CORRUPT, "cut")));
      send(producer, 5, read(RawJson.of("{}".getBytes(UTF_8))));
      var unusedJunk = producer.send(record(Topic.RECOGNISED, "junk", "junk".getBytes(UTF_8)));
      var unused = producer.send(record(Topic.RESULTS, "invoice-17", Json.write(result())));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, 6, read(payload(now, Payload.Status.COMPLETE)));
      producer.abortTransaction();
    }
  }

  @AfterAll
  static void stop() {
    SharedKafka.deleteTopics(PREFIX);
    REDIS.close();
  }

  @BeforeEach
  void empty() {
    REDIS.with(redis -> redis.flushall());
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "transactional.id", PREFIX + "test"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int name, Recognised value) {
    String key = new ContentKey(hash(name), "0123456789abcdef").toString();
    var unused = producer.send(record(Topic.RECOGNISED, key, Json.write(value)));
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, String key, byte[] value) {
    return new ProducerRecord<>(PREFIX + topic.topicName(), key.getBytes(UTF_8), value);
  }

  private static ContentHash hash(int name) {
    return ContentHash.ofBytes(new byte[] {(byte) name});
  }

  private static RawJson payload(long timestamp, Payload.Status status) {
    Payload payload =
        new Payload(
            "text", 1.0, 1, 1, timestamp, status, ENGINE, List.of(), List.of(), List.of(), null);
    return RawJson.of(Json.write(payload));
  }

  private static Recognised read(RawJson payload) {
    return new Recognised.Read(1, payload, false, 1L, 1L);
  }

  private static Result result() {
    return new Result(
        "e1",
        "invoice-17",
        "https://host/a.png",
        HASH,
        Source.OCR,
        new Timings(1, 2, 3, null, null),
        null,
        payload(1, Payload.Status.COMPLETE));
  }

  @Test
  void shouldWarmWithWhatIsLeftOfEachPayloadsTime() {
    CommandRun run = run("warm", "--since", "24h");

    assertThat(run)
        .isEqualTo(
            new CommandRun(
                0,
                "Wrote 2 payloads; 0 existed, 1 have expired, 3 records hold nothing to write\n",
                ""));
    assertThat(life(1)).isBetween(Duration.ofMinutes(57), Duration.ofMinutes(59));
    assertThat(life(3)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(30));
    assertThat(run("warm").out()).startsWith("Wrote 0 payloads; 2 existed");
    assertThat(run("warm", "--since", "1ms").out()).startsWith("Wrote 0 payloads; 0 existed");
    assertThat(run("warm", "--since", "soon").exitCode()).isEqualTo(2);
  }

  private static Duration life(int name) {
    String key = new ContentKey(hash(name), ENGINE.fingerprint()).cacheKey();
    return Duration.ofMillis(REDIS.<Long>with(redis -> redis.pttl(key)));
  }

  @Test
  void shouldForgetADocumentWhoseAnswerNamesItsBytes() {
    var unused = run("warm");

    assertThat(run("forget", "--document", "invoice-17").out())
        .isEqualTo("Found 1 entries; add --yes to forget them\n");
    assertThat(run("forget", "--document", "invoice-17", "--yes").out())
        .isEqualTo("Forgot 1 entries\n");
    assertThat(run("forget", "--hash", hash(3).toString(), "--yes").out())
        .isEqualTo("Forgot 1 entries\n");
    assertThat(run("forget", "--document", "invoice").out())
        .contains("No answer for this document");
    assertThat(REDIS.<Long>with(redis -> redis.dbsize())).isZero();
  }

  @Test
  void shouldExportAndImport() {
    var unused = run("warm");
    String file = folder.resolve("backup").toString();

    assertThat(run("export", file).out())
        .isEqualTo("Exported 2 entries; the file contains plain text, see --encrypt\n");
    empty();
    assertThat(run("import", file)).isEqualTo(new CommandRun(0, "Imported 2 entries\n", ""));
    assertThat(run("export", file))
        .isEqualTo(new CommandRun(3, "", "The file exists; choose another name\n"));
    assertThat(run("import", file + "2"))
        .isEqualTo(new CommandRun(3, "", "The file or folder does not exist\n"));
    assertThat(run("export", file + "3", "--encrypt"))
        .isEqualTo(new CommandRun(2, "", "ocr.cache.encryption-keys is not set\n"));
  }

  @Test
  void shouldCountEntriesOfTheEarlierServiceAndKeepThem() {
    assertThat(run("migrate").out())
        .isEqualTo(
            "Found 0 entries of the earlier service: 0 texts, 0 hashes; 0 values are malformed\n");
    String old =
        "{\"text\": \"a\", \"confidence\": 0.9, \"process_time\": 2.4, \"word_count\": 1,"
            + " \"timestamp\": 1700000000.5}";
    String key = "ocr:" + "0".repeat(32);
    REDIS.with(redis -> redis.set(key, old.getBytes(UTF_8), SetArgs.Builder.ex(3600)));
    String found =
        """
        Found 1 entries of the earlier service: 1 texts, 0 hashes; 0 values are malformed
        They were read from 2023-11-14T22:13:20Z to 2023-11-14T22:13:20Z; 0 have no time to live
        """;
    String off = "They answer no event, because ocr.cache.legacy is off\n";
    assertThat(run("migrate", "--yes")).isEqualTo(new CommandRun(0, found + off, ""));
    assertThat(run("migrate", "--keep", "36500d", "--set", "ocr.cache.legacy=read").out())
        .isEqualTo(found + "1 entries expire before that age; add --yes to keep them\n");
    assertThat(REDIS.<Long>with(redis -> redis.pttl(key))).isLessThanOrEqualTo(3_600_000);
    assertThat(run("migrate", "--keep", "36500d", "--yes").out())
        .isEqualTo(found + "Extended the time to live of 1 entries\n" + off);
    assertThat(REDIS.<Long>with(redis -> redis.pttl(key)))
        .isGreaterThan(Duration.ofDays(30).toMillis());

    assertThat(run("forget", "--md5", "0").exitCode()).isEqualTo(2);
    assertThat(run("forget", "--md5", "0".repeat(32)).out())
        .isEqualTo("Found 1 entries; add --yes to forget them\n");
    assertThat(run("forget", "--md5", "0".repeat(32), "--yes").out())
        .isEqualTo("Forgot 1 entries\n");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(run("forget", "--yes").exitCode()).isEqualTo(2);
    assertThat(run("forget", "--hash", "sha256:1").exitCode()).isEqualTo(2);
    assertThat(run("forget", "--tenant", "*").exitCode()).isEqualTo(2);
    assertThat(run("forget", "--tenant", "acme"))
        .isEqualTo(new CommandRun(2, "", "ocr.cache.tenant-key is not set\n"));
  }

  private static CommandRun run(String command, String... options) {
    return CommandRun.of(overrides(), "cache " + command, options);
  }

  private static Map<String, String> overrides() {
    return Map.of(
        "ocr.kafka.bootstrap-servers",
        KAFKA.bootstrapServers(),
        "ocr.kafka.topic-prefix",
        PREFIX,
        "ocr.cache.uri",
        REDIS.uri(),
        "ocr.topics.work-partitions",
        "3",
        "ocr.topics.entry-partitions",
        "2");
  }
}
