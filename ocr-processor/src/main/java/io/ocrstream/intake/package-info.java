/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Parses bytes into events, or into the reason why there are none. Knows the foreign event formats,
 * but neither Kafka nor fetching.
 */
@NullMarked
package io.ocrstream.intake;

import org.jspecify.annotations.NullMarked;
