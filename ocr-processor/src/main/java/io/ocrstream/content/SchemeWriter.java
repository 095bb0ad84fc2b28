/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stores outputs for one URI scheme. Each call checks whether the target may be written.
 *
 * <p><b>Threading:</b> any; called on a thread that may be interrupted. <b>Bounds:</b> one attempt.
 * <b>Fails:</b> expected failures are values.
 */
public interface SchemeWriter extends AutoCloseable {
  /**
   * An output to write.
   *
   * @param file the file with the bytes
   * @param size in bytes
   * @param hash the hash of the bytes
   * @param mediaType such as {@code application/pdf}
   */
  record Output(Path file, long size, ContentHash hash, String mediaType) {}

  /**
   * Writes all of {@code output} or nothing. Replaces an existing object.
   *
   * @param target a URI of this writer's scheme
   * @return the problem; empty on success
   */
  Optional<Problem> write(URI target, Output output);

  @Override
  void close();
}
