/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What travels on the topics and stands in the cache: events, tasks, completions, answers, keys.
 *
 * <p>Everything is JSON in UTF-8 with snake_case names ({@link io.ocrstream.contracts.Json}).
 * Readers tolerate unknown fields; types here only ever gain optional ones. No class knows Kafka,
 * Redis or an engine.
 *
 * <p><b>Threading:</b> every type is immutable.
 */
@NullMarked
package io.ocrstream.contracts;

import org.jspecify.annotations.NullMarked;
