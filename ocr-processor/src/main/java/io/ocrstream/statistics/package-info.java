/* SPDX-License-Identifier: Apache-2.0 */
/** Sums answers: how sums grow, are added and are encoded. */
@NullMarked
package io.ocrstream.statistics;

import org.jspecify.annotations.NullMarked;
