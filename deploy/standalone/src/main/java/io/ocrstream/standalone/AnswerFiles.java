/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers to files as they arrive: results and failures as JSON lines, exactly as on the
 * topics, and texts one file a document.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IOException}, which ends the run.
 */
final class AnswerFiles implements AutoCloseable {
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

  /** Writes the answer to an event of {@code input}. */
  void write(Input input, Answer answer) throws IOException {
    Answer.Read read = answer.<Answer.@Nullable Read>fold(some -> some, failed -> null);
    writeLine(read == null ? failures : results, answer.json().utf8());
    if (read != null && texts != null && written.add(input.textName())) {
      Path file = texts.resolve(input.textName());
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, read.payload().text(), UTF_8);
    }
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
