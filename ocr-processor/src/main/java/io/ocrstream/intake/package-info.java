/* SPDX-License-Identifier: Apache-2.0 */
/** Parses the bytes of a record into events. If it has none, gives the reason. */
@NullMarked
package io.ocrstream.intake;

import org.jspecify.annotations.NullMarked;
