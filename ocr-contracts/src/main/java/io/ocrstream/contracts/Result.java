/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Answers an event with the reading of its document. It is the value of {@code ocr.results}.
 *
 * @param eventId the event's id
 * @param documentId the event's document id
 * @param uri the event's URI
 * @param contentHash hash of the bytes that were read
 * @param source where the payload came from
 * @param timings times of the answer
 * @param tag the event's tag, unchanged
 * @param result a {@link Payload}, byte for byte as it is in the cache
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
