/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.SystemErrorMessages;
import io.ocrstream.client.ClaimChecks;
import io.ocrstream.client.ObjectReader;
import io.ocrstream.client.OcrAnswer;
import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.StoredObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/**
 * Writes answers to files as they arrive: results and failures as JSON lines, exactly as on the
 * topics, and one text file per document. Outputs that a worker stored outside this process's file
 * system are not copied.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IOException}, which ends the run.
 */
public final class AnswerFiles implements AutoCloseable {
  private static final ClaimChecks STORED = new ClaimChecks(ObjectReader.FILES);

  private final @Nullable OutputStream results;
  private final @Nullable OutputStream failures;
  private final @Nullable Path texts;
  private final Set<String> written = new HashSet<>();

  /** Opens the requested files, replacing existing ones; null means not requested. */
  AnswerFiles(@Nullable Path results, @Nullable Path failures, @Nullable Path texts)
      throws IOException {
    this.results = open(results);
    this.failures = open(failures);
    this.texts = texts;
    if (texts != null) {
      Files.createDirectories(texts);
    }
  }

  /**
   * Opens the files before anything else starts.
   *
   * @param wrong creates the exception from a message about the unusable file
   */
  static AnswerFiles open(
      @Nullable Path results,
      @Nullable Path failures,
      @Nullable Path texts,
      Function<String, ParameterException> wrong)
      throws IOException {
    try {
      return new AnswerFiles(results, failures, texts);
    } catch (FileSystemException e) {
      throw wrong.apply(SystemErrorMessages.of(e).orElseThrow());
    }
  }

  /** Writes the answer to an event of {@code input}. */
  void write(Input input, OcrAnswer answer) throws IOException {
    if (answer instanceof OcrAnswer.Read read) {
      writeLine(results, read.json().utf8());
      if (texts != null && written.add(input.textName())) {
        writeText(texts.resolve(input.textName()), read.payload());
      }
    } else if (answer instanceof OcrAnswer.Failed failed) {
      writeLine(failures, failed.json().utf8());
    }
  }

  /** Writes the text, and each output file next to it. */
  private static void writeText(Path file, Payload payload) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    if (isHere(payload.stored())) {
      Files.writeString(file, STORED.whole(payload).text(), UTF_8);
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.txt$", "");
    for (Artifact artifact : payload.artifacts()) {
      if (isHere(artifact.object())) {
        STORED.copy(artifact, file.resolveSibling(name + extension(artifact.output())));
      }
    }
  }

  /* The embedded pipeline stores outputs in a folder; the workers of a cluster usually use a bucket. */
  private static boolean isHere(@Nullable StoredObject object) {
    return object == null
        || (object.uri().startsWith("file:")
            && Files.isReadable(Path.of(URI.create(object.uri()))));
  }

  private static String extension(Output output) {
    return switch (output) {
      case HOCR -> ".hocr.html";
      case ALTO -> ".alto.xml";
      default -> "." + output.jsonName();
    };
  }

  private static @Nullable OutputStream open(@Nullable Path file) throws IOException {
    return file == null ? null : new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static void writeLine(@Nullable OutputStream file, byte[] json) throws IOException {
    if (file != null) {
      file.write(json);
      file.write('\n');
      // Flush each line, so that another process can follow the file.
      file.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (results != null) {
        results.close();
      }
    } finally {
      if (failures != null) {
        failures.close();
      }
    }
  }
}
