/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Holds an output that is a file. Exactly one of {@code text} and {@code object} is set.
 *
 * @param output the kind of output
 * @param mediaType the media type
 * @param text the file's text, if it fits into a record
 * @param object the stored file otherwise
 */
public record Artifact(
    Output output, String mediaType, @Nullable String text, @Nullable StoredObject object) {
  /** Checks that exactly one of the two is set. */
  public Artifact {
    if ((text == null) == (object == null)) {
      throw new IllegalArgumentException("an artifact is either a text or an object");
    }
  }

  /** Returns an artifact that is part of the payload. */
  public static Artifact inline(Output output, String text) {
    return new Artifact(output, output.mediaType(), text, null);
  }

  /** Returns an artifact that is stored in an object store. */
  public static Artifact stored(Output output, StoredObject object) {
    return new Artifact(output, output.mediaType(), null, object);
  }
}
