/* SPDX-License-Identifier: Apache-2.0 */
/** Access to a Kafka cluster: topics, rights, checks, and readers of committed records. */
@NullMarked
package io.ocrstream.kafka;

import org.jspecify.annotations.NullMarked;
