/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.s3.LiteralS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what {@code ocr outputs} prints and returns. */
class OutputsCommandTest {
  private static final String RUN_DAILY = "run daily: ";

  @TempDir private Path folder = Path.of("unset");

  private final LiteralS3 store;

  OutputsCommandTest() throws IOException {
    store = new LiteralS3();
  }

  @BeforeEach
  void login() {
    System.setProperty("aws.accessKeyId", "someone");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    store.close();
  }

  @Test
  void shouldSayWhatItWouldChange() {
    store.error("texts", 404, "NoSuchLifecycleConfiguration", Map.of());

    assertThat(bucket("check", "30d"))
        .isEqualTo(
            "3 Objects below s3://texts/ocr/ are kept for ever, but by ocr.outputs.retention they"
                + " expire after 30 d; run ocr outputs create --yes");
    assertThat(bucket("create", "30d"))
        .isEqualTo(
            "0 Objects below s3://texts/ocr/ would expire after 30 d; now they are kept for ever."
                + " 0 other rules of the bucket stay. Repeat with --yes");
    assertThat(bucket("check", "0d"))
        .isEqualTo("0 Objects below s3://texts/ocr/ are kept for ever, as configured");
    assertThat(bucket("create", "0d"))
        .isEqualTo("0 Objects below s3://texts/ocr/ are kept for ever already; nothing to change");
  }

  @Test
  void shouldEndWithTheReasonWhenTheStoreRefuses() {
    store.error("texts", 403, "AccessDenied", Map.of());

    assertThat(bucket("check", "30d"))
        .startsWith("3 The store denies access (AccessDenied); use credentials with");
    assertThat(bucket("check", "1h")).startsWith("2 ocr.outputs.retention").contains("whole days");
  }

  @Test
  void shouldAskNoStoreWhenOutputsAreKeptBesideTheirDocuments() {
    assertThat(run("check")).isEqualTo("0 Outputs are kept for ever, as configured");
  }

  /** The command that it prints does what it should. */
  @Test
  void shouldSayHowToDeleteOldFiles() throws Exception {
    Path outputs = Files.createDirectories(folder.resolve("it's/out"));
    Path old = aged(outputs.resolve("old.pdf"), Duration.ofDays(4).plusHours(1));
    Path young = aged(outputs.resolve("young.pdf"), Duration.ofDays(4).minusHours(1));

    String said =
        run(
            "create",
            "--yes",
            "--set=ocr.outputs.file-roots=" + folder,
            "--set=ocr.outputs.location=file://" + outputs,
            "--set=ocr.outputs.retention=4d");
    assertThat(said).startsWith("0 A folder has no lifecycle; " + RUN_DAILY + "find ");
    String find = said.substring(said.indexOf(RUN_DAILY) + RUN_DAILY.length());
    assertThat(new ProcessBuilder("sh", "-c", find).inheritIO().start().waitFor()).isZero();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private static Path aged(Path file, Duration age) throws IOException {
    return Files.setLastModifiedTime(
        Files.createFile(file), FileTime.from(Instant.now().minus(age)));
  }

  private String bucket(String command, String retention) {
    return run(
        command,
        "--set=ocr.content.s3-endpoint=" + store.endpoint(),
        "--set=ocr.content.s3-path-style=true",
        "--set=ocr.outputs.s3-buckets=texts",
        "--set=ocr.outputs.location=s3://texts/ocr",
        "--set=ocr.outputs.retention=" + retention);
  }

  /** Returns the exit code and all output. */
  private static String run(String... arguments) {
    CommandRun run = CommandRun.of(Map.of(), "outputs", arguments);
    return run.exitCode() + " " + run.text().strip();
  }
}
