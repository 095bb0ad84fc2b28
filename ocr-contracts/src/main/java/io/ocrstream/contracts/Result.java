/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an event: the value of {@code ocr.results}.
 *
 * @param eventId the event's
 * @param documentId the event's
 * @param uri the event's
 * @param contentHash computed from the bytes that were read
 * @param source where the payload came from
 * @param timings when
 * @param tag the event's, to the byte
 * @param result a {@link Payload}, byte for byte as it stands in the cache
 */
public record Result(
    String eventId,
    String documentId,
    String uri,
    ContentHash contentHash,
    Source source,
    Timings timings,
    @Nullable String tag,
    RawJson result) {}
