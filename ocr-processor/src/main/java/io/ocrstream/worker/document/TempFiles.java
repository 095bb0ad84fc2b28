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
 * The temporary files made while a document is worked on. They are beside the document, in a work
 * folder that only this user can read, and are deleted when the work ends.
 *
 * <p><b>Threading:</b> the thread that works on the document. <b>Fails:</b> {@link #close} throws
 * an {@link UncheckedIOException} after it has tried to delete every file.
 */
public final class TempFiles implements AutoCloseable {
  private final Path document;
  private final List<Path> files = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();

  /** Creates temporary files beside {@code document}. */
  public TempFiles(Path document) {
    this.document = document;
  }

  /** Returns the path of a new file, which is not created yet. */
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
