/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lists all defaults, so that a new key or a changed default is visible here. */
class SettingsDefaultsTest {
  private static final String TMP = System.getProperty("java.io.tmpdir");

  static final Map<String, String> DEFAULTS =
      lines(
          """
          ocr.cache.breaker-failure-rate = 50
          ocr.cache.breaker-open = PT1S
          ocr.cache.breaker-window = 20
          ocr.cache.cluster = false
          ocr.cache.encryption-keys = Optional.empty
          ocr.cache.failure-ttl = PT5M
          ocr.cache.legacy = OFF
          ocr.cache.lookup-deadline = PT0.1S
          ocr.cache.max-pending = 10000
          ocr.cache.page-enabled = true
          ocr.cache.page-max-bytes = 256KiB
          ocr.cache.page-ttl = PT1H
          ocr.cache.partial-ttl = PT1M
          ocr.cache.plaintext-accepted = false
          ocr.cache.tenant-key = Optional.empty
          ocr.cache.tenant-required = false
          ocr.cache.ttl = PT1H
          ocr.cache.ttl-jitter = 0.1
          ocr.cache.uri = redis://localhost:6379
          ocr.cache.write-deadline = PT1S
          ocr.content.ca-file = Optional.empty
          ocr.content.connect-timeout = PT5S
          ocr.content.fetch-timeout = PT2M
          ocr.content.file-roots = Optional.empty
          ocr.content.https-hosts = Optional.empty
          ocr.content.https-private = false
          ocr.content.max-bytes = 100MiB
          ocr.content.read-timeout = PT20S
          ocr.content.s3-buckets = Optional.empty
          ocr.content.s3-endpoint = Optional.empty
          ocr.content.s3-path-style = false
          ocr.content.s3-region = Optional.empty
          ocr.engine.child.address-space = 6GiB
          ocr.engine.child.heap = 1GiB
          ocr.engine.child.life-pages = 2000
          ocr.engine.child.max-growth = 768MiB
          ocr.engine.child.spares = 1
          ocr.engine.child.stall-timeout = PT20S
          ocr.engine.child.start-timeout = PT2M
          ocr.engine.install-dir = <tmp>/ocr-<user>/engine
          ocr.engine.isolation = PROCESS
          ocr.engine.languages = [eng]
          ocr.engine.max-edge = 32000
          ocr.engine.max-pages = 500
          ocr.engine.max-pixels = 100000000
          ocr.engine.models-dir = Optional.empty
          ocr.engine.onnx.models-dir = Optional.empty
          ocr.engine.onnx.threads = 1
          ocr.engine.page-timeout = PT2M
          ocr.engine.effort = BALANCED
          ocr.engine.name = AUTO
          ocr.engine.text-layer = AUTO
          ocr.engine.pdf-dpi = 300
          ocr.engine.recycle-pages = 200
          ocr.engine.sandbox = AUTO
          ocr.gateway.deadline = PT15M
          ocr.gateway.location = Optional.empty
          ocr.gateway.max-bytes = 100MiB
          ocr.gateway.max-remembered = 64MiB
          ocr.gateway.max-uploads = 16
          ocr.gateway.max-wait = PT30S
          ocr.gateway.max-waiting = 256
          ocr.gateway.tenant = Optional.empty
          ocr.gateway.token = Optional.empty
          ocr.gateway.upload-timeout = PT2M
          ocr.kafka.bootstrap-servers = [localhost:9092]
          ocr.kafka.client = {}
          ocr.kafka.topic-prefix = Optional.empty
          ocr.ops.enabled = true
          ocr.ops.host = 127.0.0.1
          ocr.ops.host-names = Optional.empty
          ocr.ops.page = SUMMARY
          ocr.ops.port = 8000
          ocr.ops.token = Optional.empty
          ocr.outputs.attempts = 3
          ocr.outputs.backoff = PT0.4S
          ocr.outputs.file-roots = Optional.empty
          ocr.outputs.location = beside
          ocr.outputs.max-backoff = PT10S
          ocr.outputs.max-bytes = 1GiB
          ocr.outputs.max-inline = 64KiB
          ocr.outputs.retention = PT0S
          ocr.outputs.s3-buckets = Optional.empty
          ocr.outputs.timeout = PT5M
          ocr.processor.answers-per-slice = 200
          ocr.processor.application-id = ocr-processor
          ocr.processor.cloud-event-source = Optional.empty
          ocr.processor.commit-interval = PT0.025S
          ocr.processor.guarantee = EXACTLY_ONCE
          ocr.processor.landed-grace = PT15S
          ocr.processor.loss-check-interval = PT10S
          ocr.processor.loss-grace = PT30S
          ocr.processor.max-event-bytes = 256KiB
          ocr.processor.max-events-per-record = 1000
          ocr.processor.plain-key-sources = [ceph:s3]
          ocr.processor.schema-registry = Optional.empty
          ocr.processor.schema-registry-login = Optional.empty
          ocr.processor.session-timeout = PT6S
          ocr.processor.standby-replicas = 0
          ocr.processor.state-dir = <tmp>/ocr-<user>/state
          ocr.processor.task-attempts = 3
          ocr.processor.threads = 2
          ocr.topics.delivery-limit = 5
          ocr.topics.entry-partitions = 8
          ocr.review.max-missed-ink = 0.15
          ocr.review.min-agreement = 0.3
          ocr.review.min-confidence = 0.9
          ocr.topics.lock-duration = PT15S
          ocr.topics.replication-factor = -1
          ocr.topics.review = false
          ocr.topics.work-partitions = 8
          ocr.topics.worker-session-timeout = PT0S
          ocr.worker.breaker-failure-rate = 80
          ocr.worker.breaker-open = PT5S
          ocr.worker.breaker-window = 10
          ocr.worker.outage-patience = PT5M
          ocr.worker.document-timeout = PT10M
          ocr.worker.drain-grace = PT25S
          ocr.worker.fetch-attempts = 3
          ocr.worker.fetch-backoff = PT0.4S
          ocr.worker.fetch-max-backoff = PT10S
          ocr.worker.identify-slots = 8
          ocr.worker.max-payload = 7MiB
          ocr.worker.page-readers = 0
          ocr.worker.recognise-slots = 0
          ocr.worker.work-dir = <tmp>/ocr-<user>/work
          """);

  static Map<String, String> lines(String text) {
    return text.replace("<tmp>", TMP)
        .replace("<user>", System.getProperty("user.name"))
        .lines()
        .map(line -> line.split(" = ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
  }

  @Test
  void shouldHoldEveryDefaultWhenNothingIsGiven() {
    assertThat(SettingsReading.of(SettingsLoader.of(Map.of()))).isEqualTo(DEFAULTS);
  }

  @Test
  void shouldShowEveryDefaultAsWrittenWhenNothingIsGiven() {
    Map<String, String> effective =
        SettingsReading.effective(SettingsLoader.load(null, Map.of(), Map.of()));

    assertThat(effective)
        .hasSize(DEFAULTS.size() - 1) // all but the map, which has no entry
        .containsEntry("ocr.processor.commit-interval", "25ms (default)")
        .containsEntry(
            "ocr.engine.install-dir",
            TMP + "/ocr-" + System.getProperty("user.name") + "/engine (default)")
        .containsEntry("ocr.content.s3-endpoint", "unset (default)");
  }
}
