/* SPDX-License-Identifier: Apache-2.0 */
/** The nodes that count answers and sum the counts by minute. */
@NullMarked
package io.ocrstream.topology.statistics;

import org.jspecify.annotations.NullMarked;
