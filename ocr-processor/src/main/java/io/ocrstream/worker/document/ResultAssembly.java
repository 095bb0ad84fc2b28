/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.PayloadWriter;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a payload that fits into a record. A payload that is too large is stored as an object, and
 * the record keeps the figures and the pages without texts. If these are still too large, it keeps
 * the figures only. The object is stored before the payload names it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> payloads of {@code maxPayloadBytes}; of a larger one,
 * that much and one page are in memory. <b>Fails:</b> with an {@link UncheckedIOException} if the
 * temporary files cannot be used.
 */
public final class ResultAssembly {
  private final OutputFiles artifacts;
  private final OutputStore store;
  private final long maxPayloadBytes;

  /**
   * Creates an assembly.
   *
   * @param store receives files and payloads larger than {@code maxPayloadBytes}
   */
  public ResultAssembly(OutputFiles artifacts, OutputStore store, long maxPayloadBytes) {
    this.artifacts = artifacts;
    this.store = store;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /**
   * The facts of a payload apart from the reading.
   *
   * @param document the location from which the document was fetched
   * @param key the hash of its bytes and how they were read
   * @param seconds the time for fetching and reading
   * @param epochSecond the time at which it was done
   */
  public record Origin(Location document, ContentKey key, double seconds, long epochSecond) {}

  /**
   * A payload that fits into a record.
   *
   * @param status the status in the payload
   * @param payload the JSON of the payload
   */
  public record Assembled(Payload.Status status, RawJson payload) {}

  public Outcome<Assembled> of(DocumentReading done, Origin origin, TempFiles tempFiles) {
    OutputLocations outputs = new OutputLocations(store, origin.document(), origin.key());
    return artifacts
        .of(done, outputs, tempFiles)
        .flatMap(made -> payload(done, figures(done, made, origin), outputs, tempFiles));
  }

  private static Payload figures(DocumentReading done, List<Artifact> made, Origin origin) {
    return PayloadAssembly.figures(done, made, origin.seconds(), origin.epochSecond());
  }

  private Outcome<Assembled> payload(
      DocumentReading done, Payload figures, OutputLocations outputs, TempFiles tempFiles) {
    Path file = tempFiles.file(".json");
    try (SpillingOutputStream out = new SpillingOutputStream(file, maxPayloadBytes)) {
      PayloadWriter.write(figures, PayloadAssembly.pages(done), out);
      out.flush();
      if (out.bytes().isPresent()) {
        return assembled(figures, out.bytes().get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outputs
        .put("json", file, "application/json")
        .flatMap(object -> reduced(figures, bare(done.pages()), object));
  }

  private static List<Page> bare(List<Page> pages) {
    return pages.stream().map(page -> page.with("", null, null, null)).toList();
  }

  private Outcome<Assembled> reduced(Payload figures, List<Page> pages, StoredObject object) {
    byte[] withPages = Json.write(stored(figures, pages, object));
    if (withPages.length <= maxPayloadBytes) {
      return assembled(figures, withPages);
    }
    byte[] withoutPages = Json.write(stored(figures, List.of(), object));
    if (withoutPages.length <= maxPayloadBytes) {
      return assembled(figures, withoutPages);
    }
    String message = "The payload without its pages has %d bytes, more than the limit of %d";
    return Outcome.failed(
        Problem.of(
            FailureCode.RESULT_TOO_LARGE, message.formatted(withoutPages.length, maxPayloadBytes)));
  }

  private static Outcome<Assembled> assembled(Payload figures, byte[] json) {
    return Outcome.of(new Assembled(figures.status(), RawJson.of(json)));
  }

  private static Payload stored(Payload figures, List<Page> pages, StoredObject object) {
    return new Payload(
        figures.text(),
        figures.confidence(),
        figures.processTime(),
        figures.wordCount(),
        figures.timestamp(),
        figures.status(),
        figures.worst(),
        figures.engine(),
        pages,
        figures.failedPages(),
        figures.artifacts(),
        object);
  }
}
