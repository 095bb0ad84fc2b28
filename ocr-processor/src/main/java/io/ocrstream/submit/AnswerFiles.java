/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.Complaint;
import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.Json;
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
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/**
 * Writes answers to files as they arrive: results and failures as JSON lines, exactly as on the
 * topics, and texts one file a document. What a worker stored elsewhere than in a folder that this
 * process sees is left where it is.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IOException}, which ends the run.
 */
public final class AnswerFiles implements AutoCloseable {
  private final @Nullable OutputStream results;
  private final @Nullable OutputStream failures;
  private final @Nullable Path texts;
  private final Set<String> written = new HashSet<>();

  /** Opens what is wanted; null for what is not. Files are replaced. */
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
   * The same, before anything is started.
   *
   * @param wrong makes the exception to throw of a sentence that says what cannot be used
   */
  public static AnswerFiles open(
      @Nullable Path results,
      @Nullable Path failures,
      @Nullable Path texts,
      Function<String, ParameterException> wrong)
      throws IOException {
    try {
      return new AnswerFiles(results, failures, texts);
    } catch (FileSystemException e) {
      throw wrong.apply(Complaint.of(e).orElseThrow());
    }
  }

  /** Writes the answer to an event of {@code input}. */
  void write(Input input, ReceivedAnswer answer) throws IOException {
    ReceivedAnswer.Read read =
        answer.<ReceivedAnswer.@Nullable Read>fold(some -> some, failed -> null);
    writeLine(read == null ? failures : results, answer.json().utf8());
    if (read != null && texts != null && written.add(input.textName())) {
      writeText(texts.resolve(input.textName()), read.payload());
    }
  }

  /** The text, and each output that is a file of its own beside it. */
  private static void writeText(Path file, Payload payload) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    StoredObject stored = payload.stored();
    if (stored == null) {
      Files.writeString(file, payload.text(), UTF_8);
    } else if (isHere(stored)) {
      Payload whole = Json.readOwn(Files.readAllBytes(path(stored)), Payload.class);
      Files.writeString(file, whole.text(), UTF_8);
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.txt$", "");
    for (Artifact artifact : payload.artifacts()) {
      Path beside = file.resolveSibling(name + extension(artifact.output()));
      StoredObject object = artifact.object();
      if (object == null) {
        Files.writeString(beside, Objects.requireNonNull(artifact.text()), UTF_8);
      } else if (isHere(object)) {
        Files.copy(path(object), beside, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /* The embedded pipeline stores in a folder; a cluster's workers mostly in a bucket. */
  private static boolean isHere(StoredObject object) {
    return object.uri().startsWith("file:") && Files.isReadable(path(object));
  }

  private static Path path(StoredObject object) {
    return Path.of(URI.create(object.uri()));
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
      // A line at a time, so that a reader may follow the file.
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
