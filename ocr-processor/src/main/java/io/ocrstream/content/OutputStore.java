/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.StoredObject;
import java.nio.file.Path;

/**
 * Where outputs are kept that are files of their own, and answers that are too large for a record.
 *
 * <p>Storing is idempotent: the same bytes under the same name are one object, however often they
 * are stored, and nobody ever sees a part of one. So names are to stand for the bytes.
 *
 * <p><b>Threading:</b> any; blocks, for no longer than attempts and timeout allow, and ends early
 * when the thread is interrupted. <b>Bounds:</b> the configured limit of bytes; memory of a few
 * buffers. <b>Fails:</b> after all attempts, with {@code OUTPUT_REFUSED} where another would not
 * help, {@code OUTPUT_FAILED} where it may, {@code RESULT_TOO_LARGE} past the limit of bytes.
 */
public interface OutputStore extends AutoCloseable {
  /**
   * Stores a file, whole and for good. The hash of the stored object is of the bytes that were
   * sent, and the store has checked it where it can.
   *
   * @param document what it was made from; where outputs go beside their documents, that is beside
   *     this one
   * @param name its own: 1 to 200 letters, digits, dots, dashes and underscores, of which the first
   *     is a letter or digit
   * @param file not changed meanwhile; stays the caller's
   * @param mediaType such as {@code application/pdf}
   * @throws IllegalArgumentException if {@code name} is not as described
   */
  Outcome<StoredObject> put(Location document, String name, Path file, String mediaType);

  @Override
  void close();
}
