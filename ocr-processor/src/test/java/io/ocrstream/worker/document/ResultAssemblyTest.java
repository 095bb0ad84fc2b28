/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.worker.InMemoryOutputs;
import io.ocrstream.worker.document.ResultAssembly.Assembled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultAssemblyTest {
  private static final ContentKey KEY =
      new ContentKey(ContentHash.ofBytes(new byte[] {1}), "0123456789abcdef");
  private static final ResultAssembly.Origin ORIGIN =
      new ResultAssembly.Origin(new Location("s3://bucket/a.pdf", null), KEY, 1.5, 17);
  private static final List<Page> PAGES =
      IntStream.rangeClosed(1, 50)
          .mapToObj(n -> ScriptedEngine.page(n, "some words of page " + n, 0.9))
          .toList();

  @TempDir private Path folder = Path.of("");
  private final InMemoryOutputs outputs = new InMemoryOutputs();
  private TempFiles tempFiles = new TempFiles(folder);

  @BeforeEach
  void begin() {
    tempFiles = new TempFiles(folder.resolve("document"));
  }

  @AfterEach
  void end() {
    tempFiles.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldHoldEverythingAndStoreNothingWhenItFits() {
    Payload payload = payload(made(assemble(Long.MAX_VALUE, Output.WORDS)));

    assertThat(payload.text()).startsWith("some words of page 1\fsome words of page 2\f");
    assertThat(payload.pages()).hasSize(50).allMatch(page -> page.words() != null);
    assertThat(payload.stored()).isNull();
    assertThat(payload.processTime()).isEqualTo(1.5);
    assertThat(payload.timestamp()).isEqualTo(17);
    assertThat(outputs.names()).isEmpty();
  }

  @Test
  void shouldKeepTheFiguresAndThePagesWithoutTextWhenItDoesNotFit() {
    Payload whole = payload(made(assemble(Long.MAX_VALUE, Output.WORDS)));
    int limit = made(assemble(20_000, Output.WORDS)).payload().utf8().length;
    assertThat(limit).isLessThan(20_000);

    Payload reduced = payload(made(assemble(limit, Output.WORDS)));

    assertThat(reduced.text()).isEmpty();
    assertThat(reduced.wordCount()).isEqualTo(whole.wordCount()).isEqualTo(50 * 5);
    assertThat(reduced.confidence()).isEqualTo(whole.confidence());
    assertThat(reduced.pages()).hasSize(50).allMatch(p -> p.text().isEmpty() && p.words() == null);
    assertThat(reduced.pages()).extracting(Page::confidence).containsOnly(0.9);
    StoredObject stored = requireNonNull(reduced.stored());
    byte[] object = requireNonNull(outputs.bytes(stored));
    assertThat(Json.readOwn(object, Payload.class)).isEqualTo(whole);
    assertThat(stored.size()).isEqualTo(object.length);
    assertThat(stored.hash()).isEqualTo(ContentHash.ofBytes(object));
  }

  /** Ten thousand pages may be too large even without their words. */
  @Test
  void shouldKeepTheFiguresAloneWhenThePagesAreTooMany() {
    int whole = made(assemble(100_000, Output.TEXT)).payload().utf8().length;
    int withPages = made(assemble(whole - 1, Output.TEXT)).payload().utf8().length;
    assertThat(payload(made(assemble(withPages, Output.TEXT))).pages()).hasSize(50);
    assertThat(payload(made(assemble(withPages + 1, Output.TEXT))).pages()).hasSize(50);

    Assembled figures = made(assemble(withPages - 1, Output.TEXT));

    assertThat(payload(figures).pages()).isEmpty();
    assertThat(payload(figures).wordCount()).isEqualTo(250);
    assertThat(payload(figures).stored()).isNotNull();
    int least = figures.payload().utf8().length;
    assertThat(payload(made(assemble(least, Output.TEXT))).pages()).isEmpty();
    assertThat(problem(assemble(least - 1, Output.TEXT)).code())
        .isEqualTo(FailureCode.RESULT_TOO_LARGE);
  }

  /**
   * An earlier answer refers to its object by hash, so another reading must not change that object.
   */
  @Test
  void shouldStoreAnotherReadingUnderAnotherName() {
    int limit = made(assemble(100_000, Output.TEXT)).payload().utf8().length - 1;
    made(assemble(limit, Output.TEXT));
    made(assemble(limit, Output.TEXT));
    assertThat(outputs.names()).hasSize(1);

    DocumentReading partial = done(Stream.concat(PAGES.stream(), Stream.of(BAD)).toList());
    made(assembly(limit, 0).of(partial, ORIGIN, fresh()));

    assertThat(outputs.names())
        .hasSize(2)
        .allMatch(n -> n.matches(KEY.toString().replace(":", "-") + "-[0-9a-f]{16}\\.json"))
        .allMatch(name -> "application/json".equals(outputs.mediaType(name)));
  }

  private static final Page BAD = Page.failed(51, FailureCode.CORRUPT);

  @Test
  void shouldSayThatItIsPartialWhenAPageIsMissing() {
    DocumentReading partial = done(List.of(PAGES.get(0), BAD));

    Assembled made = made(assembly(100_000, 0).of(partial, ORIGIN, fresh()));

    assertThat(made.status()).isEqualTo(Payload.Status.PARTIAL);
    assertThat(payload(made).failedPages()).containsExactly(51);
  }

  @Test
  void shouldSendASmallTextAlongAndStoreALargerOne() {
    String text = requireNonNull(artifact(made(assemble(100_000, 90_000, Output.TSV))).text());
    int size = text.getBytes(UTF_8).length;

    Artifact inline = artifact(made(assemble(100_000, size, Output.TSV)));
    assertThat(inline.text()).isEqualTo(text).startsWith("level\t");
    assertThat(inline.mediaType()).isEqualTo("text/tab-separated-values");
    assertThat(artifact(made(assemble(100_000, size + 1, Output.TSV)))).isEqualTo(inline);
    assertThat(outputs.names()).isEmpty();

    Artifact stored = artifact(made(assemble(100_000, size - 1, Output.TSV)));
    assertThat(outputs.bytes(requireNonNull(stored.object())))
        .isEqualTo(requireNonNull(inline.text()).getBytes(UTF_8));
    assertThat(outputs.names()).singleElement().asString().endsWith(".tsv");
  }

  @Test
  void shouldNameFilesByWhatTheyAre() {
    made(assemble(100_000, 0, Output.HOCR, Output.ALTO));

    assertThat(outputs.names())
        .hasSize(2)
        .anyMatch(name -> name.endsWith(".hocr.html"))
        .anyMatch(name -> name.endsWith(".alto.xml"));
  }

  @Test
  void shouldStoreASearchablePdfHoweverSmall() throws IOException {
    Path pdf = Files.writeString(tempFiles.file(".pdf"), "%PDF");
    DocumentReading done = new DocumentReading(info(Output.PDF), PAGES, pdf);

    Artifact artifact = artifact(made(assembly(100_000, 1000).of(done, ORIGIN, tempFiles)));

    assertThat(artifact.mediaType()).isEqualTo("application/pdf");
    assertThat(outputs.bytes(requireNonNull(artifact.object()))).asString(UTF_8).isEqualTo("%PDF");
  }

  @Test
  void shouldFailAsTheStoreDoesWhenAFileCannotBeStored() {
    Problem away = Problem.of(FailureCode.OUTPUT_FAILED, "away");
    outputs.refusal = away;

    assertThat(problem(assemble(100_000, 0, Output.TSV, Output.ALTO))).isEqualTo(away);
    assertThat(problem(assemble(10_000, Output.WORDS))).isEqualTo(away);
  }

  @Test
  void shouldFailWhenNobodyMakesAnOutput() {
    assertThat(problem(assemble(100_000, Output.PDF)).code())
        .isEqualTo(FailureCode.UNSUPPORTED_OPTION);
  }

  private Outcome<Assembled> assemble(long maxPayloadBytes, Output... asked) {
    return assemble(maxPayloadBytes, 0, asked);
  }

  private Outcome<Assembled> assemble(long maxPayloadBytes, long maxInline, Output... asked) {
    DocumentReading done = new DocumentReading(info(asked), PAGES, null);
    return assembly(maxPayloadBytes, maxInline).of(done, ORIGIN, fresh());
  }

  private ResultAssembly assembly(long maxPayloadBytes, long maxInline) {
    return new ResultAssembly(new OutputFiles(maxInline), outputs, maxPayloadBytes);
  }

  private TempFiles fresh() {
    tempFiles.close();
    tempFiles = new TempFiles(folder.resolve("document"));
    return tempFiles;
  }

  private static DocumentReading done(List<Page> pages) {
    return new DocumentReading(info(Output.TEXT), pages, null);
  }

  private static EngineInfo info(Output... outputs) {
    OcrOptions options = OcrOptions.text(List.of("eng")).withOutputs(List.of(outputs));
    return new EngineInfo("scripted", "1", "digest", options);
  }

  private static Assembled made(Outcome<Assembled> outcome) {
    return outcome.fold(
        made -> made,
        problem -> {
          throw new AssertionError(problem);
        });
  }

  private static Problem problem(Outcome<Assembled> outcome) {
    return outcome.fold(
        made -> {
          throw new AssertionError("made");
        },
        problem -> problem);
  }

  private static Payload payload(Assembled made) {
    return Json.readOwn(made.payload().utf8(), Payload.class);
  }

  private static Artifact artifact(Assembled made) {
    assertThat(payload(made).artifacts()).hasSize(1);
    return payload(made).artifacts().get(0);
  }
}
