/* SPDX-License-Identifier: Apache-2.0 */
/** Sums of what was answered: how they grow, add up and travel. Not who counts. */
@NullMarked
package io.ocrstream.statistics;

import org.jspecify.annotations.NullMarked;
