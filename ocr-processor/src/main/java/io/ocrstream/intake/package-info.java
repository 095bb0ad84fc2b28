/* SPDX-License-Identifier: Apache-2.0 */
/** Parses bytes of all event formats into events, or into the reason why there are none. */
@NullMarked
package io.ocrstream.intake;

import org.jspecify.annotations.NullMarked;
