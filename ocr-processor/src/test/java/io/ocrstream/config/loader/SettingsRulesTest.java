/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsRulesTest {
  private static List<String> keys(Map<String, String> overrides) {
    return SettingsLoader.load(null, Map.of(), overrides)
        .fold(
            loaded -> List.of(),
            invalid -> invalid.problems().stream().map(SettingProblem::key).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrap-servers      | a:9092,b        | a:9092,[::1]:9093
          kafka.topic-prefix           | a/b             | staging.ocr-1_
          topics.replication-factor    | 0               | 1
          cache.uri                    | http://a        | rediss-sentinel://a,b,c/0#main
          cache.uri                    | redis://a,b     | redis://:pass,word@a
          cache.encryption-keys        | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
          cache.encryption-keys        | a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA== | a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,b:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=
          cache.encryption-keys        | a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,a:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB= | a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
          cache.encryption-keys        | a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= |
          cache.plaintext-accepted     | true            | false
          cache.tenant-key             | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA        | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
          cache.tenant-key             | secret          | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          cache.tenant-required        | true            | false
          content.https-hosts          | https://a       | a.example:8443
          content.https-hosts          | a/b             | a
          content.s3-buckets           | s3://a          | a-b.c
          content.s3-endpoint          | minio:9000      | http://minio:9000/
          content.s3-endpoint          | http://m/path   | https://m
          outputs.s3-buckets           | s3://a          | a-b.c
          outputs.location             | besides         | beside
          outputs.location             | /out            |
          outputs.location             | https://a/b     |
          outputs.location             | s3://a/../b     |
          outputs.location             | s3://a/b?c      |
          outputs.location             | file:///a/%2E%2E |
          engine.languages             | por+eng         | por,chi_sim
          ops.host-names               | ocr.example:80  | ocr.example,processor
          processor.schema-registry    | registry:8081   | http://registry:8081/apis/ccompat/v7
          processor.schema-registry    | https://a@b/    | https://b/
          gateway.location             | beside          |
          gateway.location             | https://a/b     |
          gateway.location             | file:///a/../b  |
          gateway.token                | 0123456789abcde | 0123456789abcdef
          gateway.tenant               | a/b             | acme
          ops.token                    | 0123456789abcde | 0123456789abcdef
          ops.token                    | 01234567 9abcdef | 01234567.9abcdef
          kafka.client.application.id  | x               |
          kafka.client.state.dir       | x               |
          """)
  void shouldRefuseOnlyTheWrongFormWhenGiven(String key, String wrong, String right) {
    String expected =
        key.startsWith("kafka.client.")
            ? "ocr.kafka.client.\"" + key.substring("kafka.client.".length()) + "\""
            : "ocr." + key;
    assertThat(keys(Map.of("ocr." + key, wrong))).containsExactly(expected);
    if (right != null) {
      assertThat(keys(Map.of("ocr." + key, right))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3-buckets, texts,    s3://texts,            s3://text",
    "s3-buckets, texts,    s3://texts/of/scans/,  s3://texts2/of",
    "s3-buckets, 'a,b',    s3://b/c,              s3://c/b",
    "file-roots, /out,     file:///out,           file:///outer",
    "file-roots, /out/,    file:///out/a/b/,      file:///",
    "file-roots, '/a,/b',  file:///b/c,           file:///c/b",
  })
  void shouldRefuseAPlaceForOutputsWhenItMayNotBeWritten(
      String allowing, String allowed, String right, String wrong) {
    String key = "ocr.outputs." + allowing;
    assertThat(keys(Map.of(key, allowed, "ocr.outputs.location", right))).isEmpty();
    assertThat(keys(Map.of(key, allowed, "ocr.outputs.location", wrong)))
        .containsExactly("ocr.outputs.location");
    assertThat(keys(Map.of("ocr.outputs.location", right))).containsExactly("ocr.outputs.location");
  }

  @ParameterizedTest
  @CsvSource({
    "s3-buckets, scans, s3://scans/gateway, s3://scan/gateway",
    "file-roots, /in,   file:///in/gateway, file:///inner",
  })
  void shouldRefuseAPlaceOfUploadsThatWorkersMayNotRead(
      String allowing, String allowed, String right, String wrong) {
    String key = "ocr.content." + allowing;
    assertThat(keys(Map.of(key, allowed, "ocr.gateway.location", right))).isEmpty();
    assertThat(keys(Map.of(key, allowed, "ocr.gateway.location", wrong)))
        .containsExactly("ocr.gateway.location");
  }

  @ParameterizedTest
  @CsvSource({
    // 26.4 hours and two days
    "s3://texts/of, 4d, 3d",
    "s3://texts/of, 4d, 97h",
    "file:///out,   4d, 1ms",
    "s3://texts,    0d, 30d",
    "s3://texts/,   0d, 30d",
    "s3://texts//,  0d, 30d",
    "beside,        0d, 30d",
  })
  void shouldRefuseToKeepOutputsForATimeThatTheStoreCannotKeepOrTheCacheOutlives(
      String location, String right, String wrong) {
    for (String retention : List.of(right, wrong)) {
      Map<String, String> settings =
          Map.of(
              "ocr.outputs.s3-buckets", "texts",
              "ocr.outputs.file-roots", "/out",
              "ocr.cache.ttl", "1d",
              "ocr.outputs.location", location,
              "ocr.outputs.retention", retention);
      assertThat(Set.copyOf(keys(settings)))
          .isEqualTo(retention.equals(right) ? Set.of() : Set.of("ocr.outputs.retention"));
    }
  }

  @Test
  void shouldRefuseSentinelsWhenACluster() {
    assertThat(
            keys(Map.of("ocr.cache.uri", "redis-sentinel://a/0#main", "ocr.cache.cluster", "true")))
        .containsExactly("ocr.cache.cluster");
    assertThat(keys(Map.of("ocr.cache.uri", "redis://a,b", "ocr.cache.cluster", "true"))).isEmpty();
  }

  @Test
  void shouldNotWritePlainTextWhenValuesAreEncrypted() {
    String legacy = "ocr.cache.legacy";
    String keys = "ocr.cache.encryption-keys";
    String key = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assertThat(keys(Map.of(legacy, "read-write"))).isEmpty();
    assertThat(keys(Map.of(legacy, "read", keys, key))).isEmpty();
    assertThat(keys(Map.of(legacy, "read-write", keys, key))).containsExactly(legacy);
  }

  @Test
  void shouldRefuseASandboxAroundAnEngineThatHasNoProcess() {
    String sandbox = "ocr.engine.sandbox";
    String isolation = "ocr.engine.isolation";
    assertThat(keys(Map.of(sandbox, "required", isolation, "in-process"))).containsExactly(sandbox);
    assertThat(keys(Map.of(sandbox, "required", isolation, "process"))).isEmpty();
    assertThat(keys(Map.of(sandbox, "auto", isolation, "in-process"))).isEmpty();
  }

  @Test
  void shouldLeaveRoomForPagesWhenChildrenHaveALargeHeap() {
    String heap = "ocr.engine.child.heap";
    String space = "ocr.engine.child.address-space";
    assertThat(keys(Map.of(heap, "1280MiB", space, "2GiB"))).isEmpty();
    assertThat(keys(Map.of(heap, "1281MiB", space, "2GiB"))).containsExactly(heap);
  }

  @Test
  void shouldLeaveRoomForEventsWhenPayloadsAreLarge() {
    // 8 MiB - 96 KiB - 7 MiB = 928 KiB for three copies of an event.
    assertThat(keys(Map.of("ocr.processor.max-event-bytes", "316757B"))).isEmpty();
    assertThat(keys(Map.of("ocr.processor.max-event-bytes", "316758B")))
        .containsExactly("ocr.worker.max-payload");
    assertThat(
            keys(Map.of("ocr.processor.max-event-bytes", "1MiB", "ocr.worker.max-payload", "4MiB")))
        .isEmpty();
  }

  @Test
  void shouldSkipARuleWhenOneOfItsSettingsIsAlreadyWrong() {
    assertThat(
            keys(Map.of("ocr.processor.max-event-bytes", "1MiB", "ocr.worker.max-payload", "lots")))
        .containsExactly("ocr.worker.max-payload");
  }

  @Test
  void shouldRefuseWhenFoldersAreShared() {
    assertThat(keys(Map.of("ocr.processor.state-dir", "/a/b", "ocr.worker.work-dir", "/a/c/../b")))
        .containsExactly("ocr.worker.work-dir");
  }

  @Test
  void shouldLimitLanguagesWhenThereAreMany() {
    assertThat(keys(Map.of("ocr.engine.languages", languages(8)))).isEmpty();
    assertThat(keys(Map.of("ocr.engine.languages", languages(9))))
        .containsExactly("ocr.engine.languages");
  }

  private static String languages(int count) {
    return IntStream.range(0, count).mapToObj(i -> "l" + i).collect(Collectors.joining(","));
  }
}
