/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Identify and recognise, told as a straight story: slots, deadlines, retries. Not Kafka Streams.
 */
@NullMarked
package io.ocrstream.worker;

import org.jspecify.annotations.NullMarked;
