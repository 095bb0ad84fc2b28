/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object whose bytes are ready to be read.
 *
 * @param location the requested location, pinned to the state being read if the store names it
 * @param size in bytes, as reported by the store; null if unknown
 * @param stream the bytes; belongs to the receiver, who closes it
 * @param abort drops the rest at once, from any thread; closing alone may first read the rest
 * @param afterwards after all bytes were read, returns a problem if the object changed meanwhile
 */
public record Opened(
    Location location,
    @Nullable Long size,
    InputStream stream,
    Runnable abort,
    Supplier<Optional<Problem>> afterwards) {}
