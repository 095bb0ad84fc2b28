/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * An output that is a file of its own. Exactly one of {@code text} and {@code object} is there.
 *
 * @param output which
 * @param mediaType its media type
 * @param text the file's text, where it is a text that fits into a record
 * @param object where the file is kept, else
 */
public record Artifact(
    Output output, String mediaType, @Nullable String text, @Nullable StoredObject object) {
  /** Checks that there is one and not the other. */
  public Artifact {
    if ((text == null) == (object == null)) {
      throw new IllegalArgumentException("an artifact is either a text or an object");
    }
  }

  /** One that travels with the payload. */
  public static Artifact inline(Output output, String text) {
    return new Artifact(output, output.mediaType(), text, null);
  }

  /** One that is kept in an object store. */
  public static Artifact stored(Output output, StoredObject object) {
    return new Artifact(output, output.mediaType(), null, object);
  }
}
