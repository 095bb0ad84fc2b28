/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.Program;
import io.ocrstream.client.FileHash;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.s3.S3ProxyServer;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.submit.Console;
import io.ocrstream.submit.SubmitCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Tests {@code submit} to a cluster that exists before and after it. */
class SubmitCommandIT {

  @TempDir private static Path data = Path.of("unset");
  @TempDir private static Path serverFolder = Path.of("unset");
  private static EchoPipeline pipeline = new EchoPipeline();
  private static EmbeddedStack stack;
  private static S3ProxyServer server;

  @TempDir private Path folder = Path.of("unset");
  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private final StringWriter standardError = new StringWriter();
  private Path one = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    stack = EmbeddedStack.start(data, Map.of(), pipeline);
    server = S3ProxyServer.start(serverFolder, TestCertificate.make(serverFolder));
  }

  @AfterAll
  static void stop() {
    server.close();
    stack.close();
  }

  @BeforeEach
  void createDocument() throws Exception {
    pipeline.events.clear();
    one = folder.resolve("one page.png");
    Files.writeString(one, "1");
    System.setProperty("aws.accessKeyId", S3ProxyServer.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", S3ProxyServer.SECRET_KEY);
  }

  @AfterEach
  void forgetCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void shouldUploadPublishAndWriteAnswers() throws Exception {
    Path texts = folder.resolve("texts");
    try (S3Client client = server.client()) {
      client.createBucket(request -> request.bucket("inbox"));
      int exitCode =
          run(
              List.of(one.toString(), "s3://inbox/there.png"),
              "--to=s3://inbox/in",
              "--wait=30s",
              "--languages=por+eng",
              "--text-dir=" + texts,
              "--json",
              "--set=ocr.content.s3-endpoint=" + server.endpoint(),
              "--set=ocr.content.s3-path-style=true");

      assertThat(exitCode).as(text() + standardError).isZero();
      assertThat(client.listObjectsV2(request -> request.bucket("inbox")).contents())
          .extracting(S3Object::key)
          .singleElement()
          .asString()
          .matches("in/[0-9a-f]{12}-one_page\\.png");
    }
    assertThat(pipeline.events)
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.uri()).startsWith("s3://inbox/"));
    assertThat(pipeline.events)
        .filteredOn(event -> event.documentId().equals("one page.png"))
        .extracting(UploadEvent::contentHash)
        .containsExactly(FileHash.of(one));
    assertThat(text()).contains("2 events answered: 2 results").endsWith("}\n");
    assertThat(texts.resolve("one page.txt")).isNotEmptyFile();
  }

  @Test
  void shouldExitWithThreeAndPublishNothingWhenTheBucketIsMissing() throws Exception {
    int exitCode =
        run(
            List.of(one.toString()),
            "--to=s3://missing",
            "--set=ocr.content.s3-endpoint=" + server.endpoint(),
            "--set=ocr.content.s3-path-style=true");

    assertThat(exitCode).isEqualTo(ExitCode.BROKEN.code());
    assertThat(standardError.toString())
        .contains("one page.png was not uploaded")
        .contains("bucket");
    assertThat(pipeline.events).isEmpty();
  }

  @Test
  void shouldExitWithOneWhenSomeAreAnsweredByFailures() throws Exception {
    Path bad = Files.writeString(folder.resolve("broken.bad"), "x");
    Path failures = folder.resolve("failures.jsonl");
    int exitCode =
        run(List.of(one.toString(), bad.toString()), "--wait=30s", "--failures=" + failures);

    assertThat(exitCode).as(text() + standardError).isEqualTo(ExitCode.NOT_ALL.code());
    assertThat(text()).contains("CORRUPT  broken.bad");
    assertThat(failures).content().hasLineCount(1).contains("\"code\":\"CORRUPT\"");
  }

  @Test
  void shouldExitWithThreeAndNameWhatIsUnanswered() throws Exception {
    Path lost = Files.writeString(folder.resolve("never.lost"), "x");
    int exitCode = run(List.of(one.toString(), lost.toString()), "--wait=2s");

    assertThat(exitCode).isEqualTo(ExitCode.BROKEN.code());
    assertThat(text()).contains("unanswered  never.lost");
  }

  @Test
  void shouldOnlyPublishWithoutWaiting() throws Exception {
    Path lost = Files.writeString(folder.resolve("never.lost"), "x");
    int exitCode = run(List.of(one.toString(), lost.toString()), "--no-hash");

    assertThat(exitCode).as(text() + standardError).isZero();
    assertThat(text()).contains("2 published");
    await("events").until(() -> pipeline.events.size() >= 2);
    assertThat(pipeline.events).allMatch(event -> event.contentHash() == null);
  }

  @Test
  void shouldExitWithTwoAndPublishNothingWhenUsageIsWrong() {
    String file = one.toString();
    assertThat(run(List.of())).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(folder.resolve("missing.png").toString())))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(file), "--to=https://host/x")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(file), "--wait=soon")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(file), "--out=x")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(file), "--set=ocr.kafka.bootstrap=x")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(List.of(file), "--outputs=docx")).isEqualTo(ExitCode.USAGE.code());
    assertThat(standardError.toString())
        .contains("missing.png")
        .contains("--to: 'https://host/x' is not s3://bucket/prefix")
        .contains("add --wait")
        .contains("ocr.kafka.bootstrap");
    assertThat(pipeline.events).isEmpty();
  }

  private int run(List<String> inputs, String... options) {
    List<String> arguments = new ArrayList<>(inputs);
    arguments.addAll(List.of(options));
    // The file that ./ocr run writes for clients is all that they need.
    arguments.add("--config=" + stack.clientProperties());
    PrintStream out = new PrintStream(standardOutput, true, UTF_8);
    return Program.prepare(new CommandLine(new SubmitCommand(Map.of(), out, Console.Style.PLAIN)))
        .setErr(new PrintWriter(standardError, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String text() {
    return standardOutput.toString(UTF_8);
  }
}
