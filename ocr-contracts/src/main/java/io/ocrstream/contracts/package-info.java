/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Defines the contents of topics and cache: events, tasks, completions, answers and keys.
 *
 * <p>All of them are JSON in UTF-8 with snake_case names ({@link io.ocrstream.contracts.Json}).
 * Readers ignore unknown fields, and types only gain optional fields. No class depends on Kafka,
 * Redis or an engine.
 *
 * <p><b>Threading:</b> every type is immutable.
 */
@NullMarked
package io.ocrstream.contracts;

import org.jspecify.annotations.NullMarked;
