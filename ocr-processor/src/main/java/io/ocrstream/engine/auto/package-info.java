/* SPDX-License-Identifier: Apache-2.0 */
/** Reads a page with Tesseract and, if the result is in doubt, also with a second engine. */
@NullMarked
package io.ocrstream.engine.auto;

import org.jspecify.annotations.NullMarked;
