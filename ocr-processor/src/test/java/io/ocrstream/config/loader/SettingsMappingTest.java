/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests every key with a value other than its default, from every source. */
class SettingsMappingTest {
  /** Lines of: key = given text = expected value. */
  private static final String OTHERS =
      """
      ocr.cache.breaker-failure-rate = 51 = 51
      ocr.cache.breaker-open = 2s = PT2S
      ocr.cache.breaker-window = 21 = 21
      ocr.cache.cluster = true = true
      ocr.cache.encryption-keys = one:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,two:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB= = Optional[[one:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, two:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=]]
      ocr.cache.failure-ttl = 6m = PT6M
      ocr.cache.legacy = read = READ
      ocr.cache.lookup-deadline = 101ms = PT0.101S
      ocr.cache.max-pending = 10001 = 10001
      ocr.cache.page-enabled = false = false
      ocr.cache.page-max-bytes = 128KiB = 128KiB
      ocr.cache.page-ttl = 3d = PT72H
      ocr.cache.partial-ttl = 2m = PT2M
      ocr.cache.plaintext-accepted = true = true
      ocr.cache.tenant-key = CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC= = Optional[CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC=]
      ocr.cache.tenant-required = true = true
      ocr.cache.ttl = 2d = PT48H
      ocr.cache.ttl-jitter = 0.25 = 0.25
      ocr.cache.uri = rediss://user:secret@redis-1:6380,redis-2 = rediss://user:secret@redis-1:6380,redis-2
      ocr.cache.write-deadline = 3s = PT3S
      ocr.content.ca-file = /etc/ca.pem = Optional[/etc/ca.pem]
      ocr.content.connect-timeout = 6s = PT6S
      ocr.content.fetch-timeout = 3m = PT3M
      ocr.content.file-roots = /in, /more = Optional[[/in, /more]]
      ocr.content.https-hosts = a.example,b.example:8443 = Optional[[a.example, b.example:8443]]
      ocr.content.https-private = true = true
      ocr.content.max-bytes = 5MiB = 5MiB
      ocr.content.read-timeout = 21s = PT21S
      ocr.content.s3-buckets = scans = Optional[[scans]]
      ocr.content.s3-endpoint = http://minio:9000 = Optional[http://minio:9000]
      ocr.content.s3-path-style = true = true
      ocr.content.s3-region = eu-west-1 = Optional[eu-west-1]
      ocr.engine.child.address-space = 5GiB = 5GiB
      ocr.engine.child.heap = 2GiB = 2GiB
      ocr.engine.child.life-pages = 2001 = 2001
      ocr.engine.child.max-growth = 1GiB = 1GiB
      ocr.engine.child.spares = 2 = 2
      ocr.engine.child.stall-timeout = 19s = PT19S
      ocr.engine.child.start-timeout = 31s = PT31S
      ocr.engine.install-dir = /opt/engine = /opt/engine
      ocr.engine.isolation = in-process = IN_PROCESS
      ocr.engine.languages = por,eng = [por, eng]
      ocr.engine.max-edge = 31000 = 31000
      ocr.engine.max-pages = 501 = 501
      ocr.engine.max-pixels = 90000000 = 90000000
      ocr.engine.models-dir = /opt/models = Optional[/opt/models]
      ocr.engine.onnx.models-dir = /opt/onnx = Optional[/opt/onnx]
      ocr.engine.onnx.threads = 2 = 2
      ocr.engine.page-timeout = 4m = PT4M
      ocr.engine.effort = best = BEST
      ocr.engine.name = onnx = ONNX
      ocr.engine.text-layer = never = NEVER
      ocr.engine.pdf-dpi = 200 = 200
      ocr.engine.recycle-pages = 201 = 201
      ocr.engine.sandbox = off = OFF
      ocr.gateway.deadline = 1h = PT1H
      ocr.gateway.location = s3://scans/gateway = Optional[s3://scans/gateway]
      ocr.gateway.max-bytes = 4MiB = 4MiB
      ocr.gateway.max-remembered = 1MiB = 1MiB
      ocr.gateway.max-uploads = 17 = 17
      ocr.gateway.max-wait = 29s = PT29S
      ocr.gateway.max-waiting = 257 = 257
      ocr.gateway.tenant = acme = Optional[acme]
      ocr.gateway.token = fedcba9876543210 = Optional[fedcba9876543210]
      ocr.gateway.upload-timeout = 3m = PT3M
      ocr.kafka.bootstrap-servers = one:9092, two:9093 = [one:9092, two:9093]
      ocr.kafka.topic-prefix = staging. = Optional[staging.]
      ocr.ops.enabled = false = false
      ocr.ops.host = 0.0.0.0 = 0.0.0.0
      ocr.ops.host-names = processor, ocr.example = Optional[[processor, ocr.example]]
      ocr.ops.page = text = TEXT
      ocr.ops.port = 8001 = 8001
      ocr.ops.token = 0123456789abcdef = Optional[0123456789abcdef]
      ocr.outputs.attempts = 4 = 4
      ocr.outputs.backoff = 202ms = PT0.202S
      ocr.outputs.file-roots = /out = Optional[[/out]]
      ocr.outputs.location = s3://texts/of/scans = s3://texts/of/scans
      ocr.outputs.max-backoff = 12s = PT12S
      ocr.outputs.max-bytes = 2GiB = 2GiB
      ocr.outputs.max-inline = 32KiB = 32KiB
      ocr.outputs.retention = 30d = PT720H
      ocr.outputs.s3-buckets = texts, more = Optional[[texts, more]]
      ocr.outputs.timeout = 6m = PT6M
      ocr.processor.answers-per-slice = 201 = 201
      ocr.processor.application-id = other = other
      ocr.processor.cloud-event-source = /ocr/x = Optional[/ocr/x]
      ocr.processor.commit-interval = 26ms = PT0.026S
      ocr.processor.guarantee = at-least-once = AT_LEAST_ONCE
      ocr.processor.landed-grace = 16s = PT16S
      ocr.processor.loss-check-interval = 11s = PT11S
      ocr.processor.loss-grace = 31s = PT31S
      ocr.processor.max-event-bytes = 128KiB = 128KiB
      ocr.processor.max-events-per-record = 1001 = 1001
      ocr.processor.plain-key-sources = ceph:s3,own:s3 = [ceph:s3, own:s3]
      ocr.processor.schema-registry = https://registry = Optional[https://registry]
      ocr.processor.schema-registry-login = user:pass = Optional[user:pass]
      ocr.processor.session-timeout = 12s = PT12S
      ocr.processor.standby-replicas = 1 = 1
      ocr.processor.state-dir = /var/state = /var/state
      ocr.processor.task-attempts = 4 = 4
      ocr.processor.threads = 3 = 3
      ocr.topics.delivery-limit = 6 = 6
      ocr.topics.entry-partitions = 9 = 9
      ocr.review.max-missed-ink = 0.25 = 0.25
      ocr.review.min-agreement = 0.35 = 0.35
      ocr.review.min-confidence = 0.75 = 0.75
      ocr.topics.lock-duration = 32s = PT32S
      ocr.topics.replication-factor = 3 = 3
      ocr.topics.review = true = true
      ocr.topics.work-partitions = 10 = 10
      ocr.topics.worker-session-timeout = 33s = PT33S
      ocr.worker.breaker-failure-rate = 81 = 81
      ocr.worker.breaker-open = 6s = PT6S
      ocr.worker.breaker-window = 11 = 11
      ocr.worker.outage-patience = 7m = PT7M
      ocr.worker.document-timeout = 1h = PT1H
      ocr.worker.drain-grace = 26s = PT26S
      ocr.worker.fetch-attempts = 4 = 4
      ocr.worker.fetch-backoff = 201ms = PT0.201S
      ocr.worker.fetch-max-backoff = 11s = PT11S
      ocr.worker.identify-slots = 9 = 9
      ocr.worker.max-payload = 6MiB = 6MiB
      ocr.worker.page-readers = 2 = 2
      ocr.worker.recognise-slots = 1 = 1
      ocr.worker.work-dir = /var/work = /var/work
      """;

  static final Map<String, String> GIVEN = column(1);
  private static final Map<String, String> READ = column(2);

  static {
    GIVEN.put("ocr.kafka.client.\"security.protocol\"", "SASL_SSL");
    READ.put("ocr.kafka.client", "{security.protocol=SASL_SSL}");
  }

  private static Map<String, String> column(int index) {
    return OTHERS
        .lines()
        .map(line -> line.split(" = ", 3))
        .collect(Collectors.toMap(row -> row[0], row -> row[index], (a, b) -> b, TreeMap::new));
  }

  @Test
  void shouldDifferFromEveryDefaultWhenEveryKeyIsGiven() {
    assertThat(READ.keySet()).isEqualTo(SettingsDefaultsTest.DEFAULTS.keySet());
    SettingsDefaultsTest.DEFAULTS.forEach(
        (key, text) -> assertThat(READ.get(key)).as(key).isNotEqualTo(text));
  }

  @Test
  void shouldReadEveryKeyWhenGivenAsOverride() {
    assertThat(SettingsReading.of(SettingsLoader.of(GIVEN))).isEqualTo(READ);
  }

  @Test
  void shouldReadEveryKeyWhenGivenInTheEnvironment() {
    Map<String, String> environment = new TreeMap<>();
    GIVEN.forEach(
        (key, text) ->
            environment.put(
                key.replaceAll("[.-]", "_").replace("\"", "").toUpperCase(Locale.ROOT), text));

    SettingsOutcome outcome = SettingsLoader.load(null, environment, Map.of());

    assertThat(SettingsReading.problems(outcome)).isEmpty();
    assertThat(SettingsReading.of(settings(outcome))).isEqualTo(READ);
  }

  @Test
  void shouldReadEveryKeyWhenGivenInTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ocr.properties");
    Files.write(file, GIVEN.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());

    SettingsOutcome outcome = SettingsLoader.load(file, Map.of(), Map.of());

    assertThat(SettingsReading.problems(outcome)).isEmpty();
    assertThat(SettingsReading.of(settings(outcome))).isEqualTo(READ);
    assertThat(SettingsReading.effective(outcome).values()).allMatch(v -> v.endsWith("(file)"));
  }

  private static Settings settings(SettingsOutcome outcome) {
    return outcome.fold(
        SettingsOutcome.Loaded::settings,
        invalid -> {
          throw new AssertionError(invalid.problems().toString());
        });
  }
}
