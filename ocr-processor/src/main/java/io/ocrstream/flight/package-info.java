/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who waits for what: open, join, land, expire. A pure state machine over a sorted store; no I/O of
 * any kind.
 */
@NullMarked
package io.ocrstream.flight;

import org.jspecify.annotations.NullMarked;
