/* SPDX-License-Identifier: Apache-2.0 */
/** Nodes that count answers and sum up minutes. */
@NullMarked
package io.ocrstream.topology.statistics;

import org.jspecify.annotations.NullMarked;
