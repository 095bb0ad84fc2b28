/* SPDX-License-Identifier: Apache-2.0 */
/** Defines every meter: its name, tags and meaning. Measuring is done elsewhere. */
@NullMarked
package io.ocrstream.metrics;

import org.jspecify.annotations.NullMarked;
