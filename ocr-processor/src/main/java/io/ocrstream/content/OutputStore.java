/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.StoredObject;
import java.nio.file.Path;

/**
 * Stores outputs that are separate files, and answers that are too large for a record.
 *
 * <p>Storing is idempotent: storing the same bytes under the same name repeatedly yields one
 * object, and a partial object is never visible. A name must therefore identify the bytes.
 *
 * <p><b>Threading:</b> any; blocks for at most the configured attempts and timeout, and returns
 * early if the thread is interrupted. <b>Bounds:</b> the configured number of bytes; memory of a
 * few buffers. <b>Fails:</b> after all attempts, with {@code OUTPUT_REFUSED} if another would not
 * help, {@code OUTPUT_FAILED} if it may, {@code RESULT_TOO_LARGE} above the limit of bytes.
 */
public interface OutputStore extends AutoCloseable {
  /**
   * Stores a whole file durably. The returned hash is that of the bytes sent, which the store
   * verifies if it can.
   *
   * @param document the location of the document. If outputs go beside their documents, the output
   *     goes beside this one
   * @param name the name of the output: 1 to 200 letters, digits, dots, dashes and underscores. The
   *     first is a letter or digit
   * @param file must not change meanwhile; still belongs to the caller
   * @param mediaType such as {@code application/pdf}
   * @throws IllegalArgumentException if {@code name} is not as described
   */
  Outcome<StoredObject> put(Location document, String name, Path file, String mediaType);

  @Override
  void close();
}
