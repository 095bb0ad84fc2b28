/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The handlers of the two kinds of task, identify and recognise, with deadlines and retries. This
 * package does not use Kafka Streams.
 */
@NullMarked
package io.ocrstream.worker;

import org.jspecify.annotations.NullMarked;
