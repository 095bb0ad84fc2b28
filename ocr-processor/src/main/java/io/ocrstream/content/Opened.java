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
 * @param location the location asked for, pinned to the state that is read where the store names it
 * @param size bytes as the store says; null where it does not
 * @param stream the bytes; belongs to the receiver, who closes it
 * @param abort gives the rest up at once, also from another thread; closing alone may first read
 *     the rest
 * @param afterwards says, once all bytes were read, whether they were one state of the object
 */
public record Opened(
    Location location,
    @Nullable Long size,
    InputStream stream,
    Runnable abort,
    Supplier<Optional<Problem>> afterwards) {}
