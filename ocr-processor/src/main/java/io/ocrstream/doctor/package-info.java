/* SPDX-License-Identifier: Apache-2.0 */
/** Checks of everything that a role needs, with advice: {@code ocr doctor}. */
@NullMarked
package io.ocrstream.doctor;

import org.jspecify.annotations.NullMarked;
