/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cli.OcrMain;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.s3.LiteralS3;
import io.ocrstream.content.s3.S3Probe;
import io.ocrstream.doctor.Finding.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says, and where nothing answers. */
class DoctorTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldReportEveryCheckWhenNothingAnswers() {
    StringWriter out = new StringWriter();
    int exitCode =
        OcrMain.program()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "doctor",
                "--processor",
                "--json",
                "--set=ocr.kafka.bootstrap-servers=127.0.0.1:1",
                "--set=ocr.cache.uri=redis://127.0.0.1:1",
                "--set=ocr.processor.state-dir=" + folder.resolve("state"));

    assertThat(exitCode).isEqualTo(3);
    assertThat(out.toString())
        .contains("\"check\":\"kafka brokers\",\"level\":\"fail\"", "check ocr.kafka.bootstrap")
        .contains("\"check\":\"redis\",\"level\":\"warn\"", "check ocr.cache.uri")
        .contains("\"check\":\"ocr.processor.state-dir\",\"level\":\"ok\"", "\"check\":\"memory\"")
        .doesNotContain("work-dir", "sandbox");
    assertThat(out.toString().lines()).allMatch(line -> line.startsWith("{"));
  }

  @ParameterizedTest
  @CsvSource({
    "redis,no answer within 30 s; check the network and its firewalls",
    "models,'not finished within 180 s; reduce the load of this machine, and repeat'",
  })
  void shouldBlameTheNetworkForRemoteChecksOnly(String check, String message) throws Exception {
    long longAgo = System.nanoTime() - Duration.ofMinutes(4).toNanos();
    assertThat(Doctor.ended(check, new FutureTask<>(List::of), longAgo))
        .containsExactly(Finding.fail(check, message));
  }

  @ParameterizedTest
  @CsvSource({"4,OK", "-4,OK", "6,WARN", "-6,WARN", "599,WARN", "601,FAIL", "-601,FAIL"})
  void shouldJudgeTheDistanceOfClocks(long seconds, Level level) {
    Instant server = Instant.ofEpochSecond(1_000_000);
    Clock own = Clock.fixed(server.plusSeconds(seconds), ZoneOffset.UTC);

    Finding finding = ClockCheck.of("clock", server, own);

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.message().contains(seconds < 0 ? "behind" : "ahead"))
        .isEqualTo(level != Level.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "NoSuchKey,OK,answers",
    "NoSuchBucket,FAIL,create it",
    "AccessDenied,WARN,grant s3:GetObject",
    "SignatureDoesNotMatch,FAIL,correct AWS_ACCESS_KEY_ID",
    "SlowDown,FAIL,Busy (SlowDown); check ocr.content.s3-endpoint",
    "'',FAIL,Busy; check ocr.content.s3-endpoint",
  })
  void shouldSayWhatToDoAboutABucket(String code, Level level, String advice) {
    Finding finding =
        StoresCheck.bucket("bucket", new S3Probe.Reply(code, "Busy", Optional.empty()));

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.message()).contains(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "BadDigest,OK,can be written",
    "AccessDenied,FAIL,grant s3:PutObject",
    "NoSuchBucket,FAIL,create it",
    "'',FAIL,Busy; check ocr.content.s3-endpoint",
  })
  void shouldSayWhetherOutputsCanBeWritten(String code, Level level, String advice) {
    Finding finding =
        StoresCheck.writing("outputs", new S3Probe.Reply(code, "Busy", Optional.empty()));

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.message()).contains(advice);
  }

  @Test
  void shouldAskToWriteWhereEachRoleWrites() throws IOException {
    System.setProperty("aws.accessKeyId", "someone");
    System.setProperty("aws.secretAccessKey", "secret");
    try (LiteralS3 store = new LiteralS3()) {
      store.error("texts/ocr/ocr-doctor", 400, "BadDigest", Map.of());
      store.error("scans/in/ocr-doctor", 403, "AccessDenied", Map.of());
      Settings settings =
          SettingsLoader.of(
              Map.of(
                  "ocr.content.s3-endpoint", store.endpoint(),
                  "ocr.content.s3-path-style", "true",
                  "ocr.content.s3-buckets", "scans",
                  "ocr.outputs.s3-buckets", "texts",
                  "ocr.outputs.location", "s3://texts/ocr",
                  "ocr.gateway.location", "s3://scans/in/"));

      assertThat(StoresCheck.of(settings, Set.of(Doctor.Role.WORKER)))
          .contains(Finding.ok("outputs in texts", "can be written"))
          .noneMatch(finding -> finding.check().startsWith("uploads"));
      assertThat(StoresCheck.of(settings, Set.of(Doctor.Role.GATEWAY)))
          .contains(
              Finding.fail(
                  "uploads in scans", "may not be written (AccessDenied); grant s3:PutObject"))
          .noneMatch(finding -> finding.check().startsWith("outputs"));
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void shouldCompareLimitsWithTheNeedsOfSlots() {
    ProcessLimits exact = new ProcessLimits(256 + 2 * 400, 2, 4096, 300);
    ProcessLimits below = new ProcessLimits(256 + 2 * 400 - 1, 1, 4095, 299);
    long none = ProcessLimits.NONE;

    assertThat(LimitsCheck.of(exact, 1, 2)).allMatch(f -> f.level() == Level.OK);
    assertThat(LimitsCheck.of(below, 1, 2))
        .allMatch(f -> f.level() == Level.WARN && f.message().contains("; "));
    assertThat(LimitsCheck.of(new ProcessLimits(none, none, none, none), 1, 2))
        .allMatch(f -> f.message().equals("no limit"));
  }

  @Test
  void shouldReadTheLimitOfAControlGroup() throws IOException {
    Path limited = Files.writeString(folder.resolve("limited"), "512\n");
    Path open = Files.writeString(folder.resolve("open"), "max\n");

    assertThat(ProcessLimits.number(limited)).isEqualTo(512);
    assertThat(ProcessLimits.number(open)).isEqualTo(ProcessLimits.NONE);
    assertThat(ProcessLimits.number(folder.resolve("none"))).isEqualTo(ProcessLimits.NONE);
  }

  @Test
  void shouldRefuseAFolderOfOthersAndMeasureItsOwn() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path own = folder.resolve("own");

    assertThat(FoldersCheck.finding(need(open, 0, 0)).message()).contains("written to by all");
    assertThat(FoldersCheck.finding(need(own, 0, 0)).level()).isEqualTo(Level.OK);
    assertThat(FoldersCheck.finding(need(own, 0, Long.MAX_VALUE)).level()).isEqualTo(Level.WARN);
    assertThat(FoldersCheck.finding(need(own, Long.MAX_VALUE, Long.MAX_VALUE)).level())
        .isEqualTo(Level.FAIL);
    Path below = Files.createFile(folder.resolve("file")).resolve("below");
    assertThat(FoldersCheck.finding(need(below, 0, 0)).level()).isEqualTo(Level.FAIL);
  }

  private static FoldersCheck.Need need(Path path, long least, long good) {
    return new FoldersCheck.Need("ocr.processor.state-dir", path, least, good);
  }
}
