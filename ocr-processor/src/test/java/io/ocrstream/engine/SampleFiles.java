/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.nio.file.Path;

/** Locates the project's sample documents from this module. */
public final class SampleFiles {
  private static final Path FOLDER =
      Path.of("..", "deploy", "standalone", "src", "main", "resources", "samples");

  private SampleFiles() {}

  public static Path file(String name) {
    return FOLDER.resolve(name).toAbsolutePath().normalize();
  }
}
