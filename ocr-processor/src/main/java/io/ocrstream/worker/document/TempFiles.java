/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that are made of a document while it is worked on: beside the document, in the work
 * folder that nobody else looks into, and deleted when the work ends.
 *
 * <p><b>Threading:</b> the thread that works on the document. <b>Fails:</b> closing, with an {@link
 * UncheckedIOException}, once all was tried.
 */
public final class TempFiles implements AutoCloseable {
  private final Path document;
  private final List<Path> files = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();

  /** For what is made of the document in {@code document}. */
  public TempFiles(Path document) {
    this.document = document;
  }

  /** A file that is not there yet. */
  public Path file(String suffix) {
    Path file = document.resolveSibling(document.getFileName() + "-" + files.size() + suffix);
    files.add(file);
    return file;
  }

  /** Closes {@code resource} before the files are deleted. */
  <T extends Closeable> T closing(T resource) {
    open.add(resource);
    return resource;
  }

  @Override
  public void close() {
    List<IOException> failures = new ArrayList<>();
    open.forEach(resource -> attempt(resource, failures));
    files.forEach(file -> attempt(() -> Files.deleteIfExists(file), failures));
    if (!failures.isEmpty()) {
      throw new UncheckedIOException(failures.get(0));
    }
  }

  private static void attempt(Closeable step, List<IOException> failures) {
    try {
      step.close();
    } catch (IOException e) {
      failures.add(e);
    }
  }
}
