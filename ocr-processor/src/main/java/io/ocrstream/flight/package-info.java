/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Single flight: open, join, land, expire. A pure state machine over a sorted store, without I/O.
 */
@NullMarked
package io.ocrstream.flight;

import org.jspecify.annotations.NullMarked;
