/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One scheme's way to store outputs. Whether a place may be written to is decided here, each time.
 *
 * <p><b>Threading:</b> any; called on a thread that may be interrupted. <b>Bounds:</b> one attempt.
 * <b>Fails:</b> expected failures are values.
 */
public interface SchemeWriter extends AutoCloseable {
  /**
   * What is written.
   *
   * @param file where it stands until then
   * @param size bytes
   * @param hash of them
   * @param mediaType such as {@code application/pdf}
   */
  record Output(Path file, long size, ContentHash hash, String mediaType) {}

  /**
   * Writes all of {@code output}, over what stands there, or nothing.
   *
   * @param target of this writer's scheme
   * @return why it could not; empty when it did
   */
  Optional<Problem> write(URI target, Output output);

  @Override
  void close();
}
