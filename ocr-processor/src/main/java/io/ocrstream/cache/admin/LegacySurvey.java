/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import org.jspecify.annotations.Nullable;

/**
 * Counts of the entries of the earlier Python service. A key that SCAN lists twice counts twice.
 *
 * @param texts entries that are JSON texts
 * @param hashes entries that are Redis hashes
 * @param malformed values under such a key that are no entry; they answer no event
 * @param lasting entries without a time to live, which are never changed
 * @param oldest time of the oldest reading in epoch seconds; null without entries
 * @param newest time of the newest reading in epoch seconds; null without entries
 * @param due entries that expire before the requested age; of these, the time to live is extended
 */
public record LegacySurvey(
    long texts,
    long hashes,
    long malformed,
    long lasting,
    @Nullable Long oldest,
    @Nullable Long newest,
    long due) {}
