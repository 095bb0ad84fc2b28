/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Bytes to events, or to the reason why they are none. Knows the foreign event formats; not Kafka,
 * not fetching.
 */
@NullMarked
package io.ocrstream.intake;

import org.jspecify.annotations.NullMarked;
