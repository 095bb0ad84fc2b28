/* SPDX-License-Identifier: Apache-2.0 */
/** Unpacks and loads the native libraries of Tesseract and Leptonica. */
@NullMarked
package io.ocrstream.engine.natives;

import org.jspecify.annotations.NullMarked;
