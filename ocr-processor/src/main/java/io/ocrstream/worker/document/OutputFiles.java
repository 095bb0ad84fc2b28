/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.output.OutputWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requested outputs that are separate files. Small texts are part of the payload; larger ones
 * and PDFs are stored.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one page and {@code maxInlineBytes} at a time.
 * <b>Fails:</b> with an {@link UncheckedIOException} if the temporary files cannot be written.
 */
public final class OutputFiles {
  private final long maxInlineBytes;

  /** Creates outputs of which texts up to {@code maxInlineBytes} are part of the payload. */
  public OutputFiles(long maxInlineBytes) {
    this.maxInlineBytes = maxInlineBytes;
  }

  /**
   * Makes the requested outputs.
   *
   * @param store the location of those that are not part of the payload
   */
  Outcome<List<Artifact>> of(DocumentReading done, OutputLocations store, TempFiles tempFiles) {
    Outcome<List<Artifact>> artifacts = Outcome.of(List.of());
    List<Output> files = done.info().options().outputs().stream().filter(Output::isFile).toList();
    for (Output output : files) {
      artifacts =
          artifacts.flatMap(
              made -> one(output, done, store, tempFiles).map(artifact -> with(made, artifact)));
    }
    return artifacts;
  }

  private static List<Artifact> with(List<Artifact> made, Artifact artifact) {
    return Stream.concat(made.stream(), Stream.of(artifact)).toList();
  }

  private Outcome<Artifact> one(
      Output output, DocumentReading done, OutputLocations store, TempFiles tempFiles) {
    Path searchable = done.searchable();
    if (output == Output.PDF && searchable != null) {
      return stored(output, searchable, store);
    }
    Optional<OutputWriter> writer = OutputWriter.of(output);
    if (writer.isEmpty()) {
      return Outcome.failed(
          FailureCode.UNSUPPORTED_OPTION,
          "This worker does not support the output " + output.jsonName());
    }
    try {
      Path file = tempFiles.file("." + output.jsonName());
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
        writer.get().write(done.info(), done.pages(), out);
      }
      return Files.size(file) <= maxInlineBytes
          ? Outcome.of(Artifact.inline(output, Files.readString(file, UTF_8)))
          : stored(output, file, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome<Artifact> stored(Output output, Path file, OutputLocations store) {
    return store
        .put(extension(output), file, output.mediaType())
        .map(object -> Artifact.stored(output, object));
  }

  private static String extension(Output output) {
    return switch (output) {
      case HOCR -> "hocr.html";
      case ALTO -> "alto.xml";
      default -> output.jsonName();
    };
  }
}
