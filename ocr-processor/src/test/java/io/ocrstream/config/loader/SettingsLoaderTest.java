/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("ocr.properties"), text);
  }

  private static List<String> problems(Map<String, String> overrides) {
    return SettingsReading.problems(SettingsLoader.load(null, Map.of(), overrides));
  }

  @Test
  void shouldPreferTheHigherSourceWhenSeveralGiveAKey() throws IOException {
    Path file = file("ocr.ops.port=1\nocr.ops.host=file\nocr.processor.threads=4\n");

    SettingsOutcome outcome =
        SettingsLoader.load(
            file,
            Map.of("OCR_OPS_PORT", "2", "OCR_OPS_HOST", "environment"),
            Map.of("ocr.ops.port", "3"));

    assertThat(SettingsReading.effective(outcome))
        .containsEntry("ocr.ops.port", "3 (override)")
        .containsEntry("ocr.ops.host", "environment (environment)")
        .containsEntry("ocr.processor.threads", "4 (file)")
        .containsEntry("ocr.ops.enabled", "true (default)");
  }

  @Test
  void shouldReportEveryProblemWhenThereAreSeveral() throws IOException {
    Path file = file("ocr.cache.tll=1h\nocr.cache.ttl=0s\n");

    SettingsOutcome outcome =
        SettingsLoader.load(
            file,
            Map.of("OCR_PROCESSOR_THREAD", "3", "OCR_ENGINE_PDF_DPI", "many"),
            Map.of("ocr.topics.replication-factor", "0", "ocr.worker.lookupDeadline", "1s"));

    assertThat(SettingsReading.problems(outcome))
        .containsExactly(
            "OCR_PROCESSOR_THREAD (environment) is not a setting; did you mean"
                + " OCR_PROCESSOR_THREADS?",
            "ocr.cache.tll (file) is not a setting; did you mean ocr.cache.ttl?",
            "ocr.cache.ttl = 0s (file): must be from 1s to 365d",
            "ocr.engine.pdf-dpi = many (environment OCR_ENGINE_PDF_DPI): write a whole number, such"
                + " as 8",
            "ocr.topics.replication-factor is 0; set 1 or more replicas, or -1 for the broker's"
                + " default",
            "ocr.worker.lookupDeadline (override) is not a setting; did you mean"
                + " ocr.cache.lookup-deadline?");
  }

  @Test
  void shouldSuggestTheKeyOfTheOtherGroupWhenOnlyItsEndingFits() {
    assertThat(problems(Map.of("ocr.bootstrap-servers", "a:1")))
        .containsExactly(
            "ocr.bootstrap-servers (override) is not a setting; did you mean"
                + " ocr.kafka.bootstrap-servers?");
    assertThat(problems(Map.of("unheard.of.altogether.by.anyone", "1")))
        .containsExactly(
            "unheard.of.altogether.by.anyone (override) is not a setting; remove it, or see"
                + " docs/configuration.md");
  }

  @Test
  void shouldHideSecretsWhenShownOrRefused() {
    Map<String, String> given =
        Map.of(
            "ocr.cache.uri", "redis://user:pass,w/o@rd@redis-1:6379/2?clientName=hidden",
            "ocr.kafka.client.sasl.jaas.config", "password='hidden'");

    SettingsOutcome outcome = SettingsLoader.load(null, Map.of(), given);

    assertThat(SettingsReading.effective(outcome))
        .containsEntry("ocr.cache.uri", "redis://***@redis-1:6379/2 (override)")
        .containsEntry("ocr.kafka.client.\"sasl.jaas.config\"", "*** (override)");
    assertThat(problems(Map.of("ocr.cache.uri", "user:hidden@redis", "ocr.cache.urii", "hidden")))
        .hasSize(2)
        .noneMatch(message -> message.contains("hidden"));
    assertThat(problems(Map.of("ocr.content.s3-endpoint", "http://user:hidden@minio")))
        .hasSize(1)
        .noneMatch(message -> message.contains("hidden"));
    assertThat(SettingsLoader.of(given).toString()).doesNotContain("hidden");
    assertThat(SettingsLoader.of(given).cache().toString()).doesNotContain("hidden");
  }

  @Test
  void shouldReadClientSettingsWhenWrittenEitherWay() throws IOException {
    Path file = file("ocr.kafka.client.\"security.protocol\"=SASL_SSL\n");
    SettingsOutcome outcome =
        SettingsLoader.load(
            file,
            Map.of("OCR_KAFKA_CLIENT_SASL_MECHANISM", "PLAIN"),
            Map.of("ocr.kafka.client.ssl.endpoint.identification.algorithm", ""));

    Settings settings =
        outcome.fold(
            SettingsOutcome.Loaded::settings,
            invalid -> {
              throw new AssertionError(invalid.toString());
            });

    assertThat(settings.kafka().client())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry("ssl.endpoint.identification.algorithm", ""));
  }

  @Test
  void shouldRefuseWhenAKeyIsGivenTwice() throws IOException {
    Path file =
        file(
            """
            ocr.ops.port=1
            ocr.ops.port=2
            ocr.kafka.client.acks=all
            ocr.kafka.client."acks"=1
            """);

    assertThat(SettingsReading.problems(SettingsLoader.load(file, Map.of(), Map.of())))
        .containsExactly(
            "ocr.kafka.client.\"acks\" is set twice (file); remove one of the values",
            "ocr.ops.port is set twice (file); remove one of the values");
  }

  @Test
  void shouldRefuseWhenTheFileCannotBeUsed() throws IOException {
    Path large = file("#".repeat((int) SettingsSources.MAX_FILE_BYTES + 1));
    assertThat(fileProblems(large))
        .containsExactly(
            "The settings file %s is larger than 1048576 bytes; reduce it".formatted(large));
    assertThat(fileProblems(file("#".repeat((int) SettingsSources.MAX_FILE_BYTES)))).isEmpty();
    Path missing = folder.resolve("missing");
    assertThat(fileProblems(missing))
        .containsExactly(
            ("The settings file %s cannot be read (NoSuchFileException);"
                    + " check its path and permissions")
                .formatted(missing));
    assertThat(fileProblems(file("ocr.ops.host=\\u12"))).hasSize(1);
    Path latin = Files.write(folder.resolve("latin"), "# é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(fileProblems(latin))
        .containsExactly("The settings file %s is not in UTF-8; save it as UTF-8".formatted(latin));
  }

  private static List<String> fileProblems(Path file) {
    return SettingsReading.problems(SettingsLoader.load(file, Map.of(), Map.of()));
  }

  @Test
  void shouldLeaveOtherVariablesAloneWhenNotOurs() {
    Map<String, String> environment =
        Map.of(
            "PATH", "/bin",
            "OCR_LOG_LEVEL", "DEBUG",
            "OCR_CONTENT_S3_ENDPOINT", "",
            "OCR_PROCESSOR_SERVICE_HOST", "10.0.0.1",
            "OCR_PROCESSOR_SERVICE_PORT_HTTP", "8000",
            "OCR_PROCESSOR_PORT", "tcp://10.0.0.1:8000",
            "OCR_PROCESSOR_PORT_8000_TCP_ADDR", "10.0.0.1");

    assertThat(SettingsReading.problems(SettingsLoader.load(null, environment, Map.of())))
        .isEmpty();
  }

  @Test
  void shouldReadNothingElseWhenSystemPropertiesNameKeys() {
    System.setProperty("ocr.ops.port", "4711");
    try {
      assertThat(SettingsLoader.of(Map.of()).ops().port()).isEqualTo(8000);
      assertThat(SettingsLoader.of(Map.of("ocr.ops.host", "${user.name}")).ops().host())
          .isEqualTo("${user.name}");
    } finally {
      System.clearProperty("ocr.ops.port");
    }
  }

  @Test
  void shouldTakeAnOptionalSettingBackWhenGivenNothing() throws IOException {
    Path file = file("ocr.content.s3-endpoint=http://minio:9000\n");

    SettingsOutcome outcome =
        SettingsLoader.load(file, Map.of(), Map.of("ocr.content.s3-endpoint", ""));

    assertThat(SettingsReading.effective(outcome))
        .containsEntry("ocr.content.s3-endpoint", "unset (override)");
    assertThat(problems(Map.of("ocr.ops.host", " ")))
        .containsExactly("ocr.ops.host =  (override): write a value, or remove the key");
  }

  @Test
  void shouldBeImmutableWhenShared() {
    Settings settings =
        SettingsLoader.of(Map.of("ocr.content.s3-buckets", "a,b", "ocr.kafka.client.acks", "all"));

    assertThatThrownBy(() -> settings.kafka().bootstrapServers().add("x:1"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> settings.content().s3Buckets().orElseThrow().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> settings.kafka().client().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(settings.cache()).isSameAs(settings.cache()).isEqualTo(settings.cache());
  }

  @Test
  void shouldThrowEveryProblemWhenMadeForATest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingsLoader.of(Map.of("ocr.ops.port", "-1", "ocr.x", "1")))
        .withMessageContainingAll("ocr.ops.port = -1", "ocr.x (override) is not a setting");
  }

  @Test
  void shouldShowOneBoundedLineWhenAValueHasMore() {
    List<String> messages = problems(Map.of("ocr.ops.port", "1\n2" + "0".repeat(1000)));

    assertThat(messages).hasSize(1);
    assertThat(messages.get(0)).doesNotContain("\n").hasSizeLessThan(Secrets.MAX_SHOWN + 100);
  }

  /** Exported in a shell they would be taken for settings, and refused. */
  @Test
  void shouldNotMeetVariablesOfTheComposeFile() throws IOException {
    for (String file : List.of("docker-compose.yml", "deploy/docker/env.example")) {
      assertThat(Files.readString(Path.of("..", file)))
          .contains("STACK_REDIS_PASSWORD")
          .doesNotContainPattern("(?m)\\$\\{OCR_|^OCR_");
    }
  }
}
