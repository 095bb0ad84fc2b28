/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.Program;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.submit.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandIT {
  @TempDir private Path folder = Path.of("unset");

  private final EchoPipeline pipeline = new EchoPipeline();
  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private final StringWriter standardError = new StringWriter();

  private Path documents = Path.of("unset");

  @BeforeEach
  void createDocuments() throws Exception {
    documents = Files.createDirectories(folder.resolve("documents"));
    Files.createDirectories(documents.resolve("a"));
    Files.writeString(documents.resolve("a/two.png"), "2");
    Files.writeString(documents.resolve("one.png"), "1");
  }

  @Test
  void shouldExitWithZeroAndWriteEverythingWhenAllHaveResults() throws Exception {
    Path out = folder.resolve("out.jsonl");
    Path failures = folder.resolve("failures.jsonl");
    Path texts = folder.resolve("texts");
    int exitCode =
        run(
            documents.toString(),
            "--json",
            "--repeat=2",
            "--engine=onnx",
            "--languages=por+eng",
            "--outputs=text,words",
            "--out=" + out,
            "--failures=" + failures,
            "--text-dir=" + texts);

    assertThat(exitCode).isZero();
    JsonNode figures = lastLine();
    assertThat(figures.get("events").intValue()).isEqualTo(4);
    assertThat(figures.get("results").intValue()).isEqualTo(4);
    assertThat(figures.get("failures").intValue()).isZero();
    assertThat(figures.get("recognised").intValue()).isEqualTo(2);
    assertThat(figures.get("cache_hits").intValue()).isEqualTo(2);
    assertThat(figures.get("coalesced").intValue()).isZero();
    assertThat(figures.get("pages").intValue()).isEqualTo(4);
    assertThat(figures.get("wall_ms").longValue()).isPositive();
    assertThat(Files.readAllLines(out)).hasSize(4).allSatisfy(RunCommandIT::assertResult);
    assertThat(failures).isEmptyFile();
    assertThat(texts.resolve("a/two.txt")).hasContent("text of a/two.png");
    assertThat(texts.resolve("one.txt")).hasContent("text of one.png");
    assertThat(pipeline.events).hasSize(4).allSatisfy(this::assertAsked);
    assertThat(pipeline.events.stream().map(UploadEvent::eventId).distinct()).hasSize(4);
    assertThat(pipeline.settings.element().get("ocr.content.file-roots"))
        .isEqualTo(documents.toRealPath().toString());
  }

  @Test
  void shouldExitWithOneWhenSomeAreAnsweredByFailures() throws Exception {
    Files.writeString(documents.resolve("broken.bad"), "x");
    Path failures = folder.resolve("failures.jsonl");
    int exitCode = run(documents.toString(), "--no-hash", "--json", "--failures=" + failures);

    assertThat(exitCode).isEqualTo(ExitCode.NOT_ALL.code());
    assertThat(lastLine().get("failures").intValue()).isEqualTo(1);
    assertThat(Files.readString(failures)).contains("\"code\":\"CORRUPT\"");
    assertThat(text()).contains("CORRUPT  broken.bad").contains("Upload an undamaged copy");
    assertThat(pipeline.events).allMatch(event -> event.contentHash() == null);
  }

  @Test
  void shouldExitWithTwoAndStartNothingWhenInputsCannotBeRead() {
    int exitCode = run(documents.resolve("missing.png").toString(), "ftp://host/file");

    assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
    assertThat(standardError.toString()).contains("missing.png").contains("ftp://host/file");
    assertThat(pipeline.settings).isEmpty();
  }

  @Test
  void shouldExitWithTwoWhenOptionsAreWrong() {
    String one = documents.resolve("one.png").toString();
    assertThat(run(one, "--repeat=0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--repeat=1000001")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--engine=steam")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--outputs=docx")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--timeout=soon")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--unknown")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--languages=eng+klingon")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--out=" + folder)).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--out=" + one + "/x")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run(one, "--data=" + one)).isEqualTo(ExitCode.USAGE.code());
    assertThat(standardError.toString())
        .contains("--languages: 'klingon' is not installed; use ")
        .contains(folder + ": is a directory; choose another path")
        .contains("--data: " + one + ": is a file; choose a folder")
        .contains("Try 'run --help'")
        .doesNotContain("Usage:", "Exception");
    assertThat(pipeline.settings).isEmpty();
  }

  @Test
  void shouldRefuseAPortOfThePageThatIsTaken() throws Exception {
    String one = documents.resolve("one.png").toString();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run(one, "--serve", "--port=" + taken.getLocalPort()))
          .isEqualTo(ExitCode.USAGE.code());
      assertThat(standardError.toString())
          .contains("--port: %d is in use; choose another port".formatted(taken.getLocalPort()));
    }
    assertThat(pipeline.settings).isEmpty();
  }

  @Test
  void shouldExitWithTwoWhenTheFolderIsInUse() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    DataLock other = DataLock.take(data);
    try {
      assertThat(run(documents.toString(), "--data=" + data)).isEqualTo(ExitCode.USAGE.code());
      assertThat(standardError.toString())
          .contains("is in use by process " + ProcessHandle.current().pid());
    } finally {
      other.close();
    }
    assertThat(pipeline.settings).isEmpty();
  }

  @Test
  void shouldExitWithThreeAndNameWhatIsUnansweredWhenTimeRunsOut() throws Exception {
    Files.writeString(documents.resolve("never.lost"), "x");
    int exitCode = run(documents.toString(), "--timeout=10s", "--json");

    assertThat(exitCode).isEqualTo(ExitCode.BROKEN.code());
    assertThat(text()).contains("unanswered  never.lost");
    assertThat(lastLine().get("events").intValue()).isEqualTo(3);
    assertThat(lastLine().get("results").intValue()).isEqualTo(2);
  }

  @Test
  void shouldTellRunsApartWhenTheyShareData() throws Exception {
    String data = "--data=" + folder.resolve("data");
    assertThat(run(documents.toString(), data)).isZero();
    assertThat(run(documents.toString(), data, "--json")).isZero();

    assertThat(lastLine().get("results").intValue()).isEqualTo(2);
    assertThat(lastLine().get("cache_hits").intValue()).isEqualTo(2);
  }

  @Test
  void shouldLeaveNoTemporaryFolderWhenDone() throws Exception {
    Set<String> before = temporaryFolders();
    assertThat(run(documents.toString())).isZero();
    assertThat(before).containsAll(temporaryFolders());
  }

  private static Set<String> temporaryFolders() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("ocr-run-"))
          .collect(Collectors.toSet());
    }
  }

  private static void assertResult(String line) {
    assertThat(Json.readOwn(line.getBytes(UTF_8), Result.class).eventId()).isNotEmpty();
  }

  private void assertAsked(UploadEvent event) throws Exception {
    Path file = documents.resolve(event.documentId());
    assertThat(event.uri()).isEqualTo(file.toRealPath().toUri().toString());
    assertThat(event.contentHash()).isEqualTo(ContentHash.ofBytes(Files.readAllBytes(file)));
    assertThat(event.options())
        .isEqualTo(
            EventOptions.DEFAULTS
                .withEngine(EngineName.ONNX)
                .withLanguages(List.of("por", "eng"))
                .withOutputs(List.of(Output.TEXT, Output.WORDS)));
  }

  private int run(String... arguments) {
    standardOutput.reset();
    PrintStream out = new PrintStream(standardOutput, true, UTF_8);
    return Program.prepare(
            new CommandLine(new RunCommand(pipeline, Map.of(), out, Console.Style.PLAIN)))
        .setErr(new PrintWriter(standardError, true))
        .execute(arguments);
  }

  private String text() {
    return standardOutput.toString(UTF_8);
  }

  private JsonNode lastLine() throws Exception {
    List<String> lines = text().lines().toList();
    return Json.mapper().readTree(lines.get(lines.size() - 1));
  }
}
