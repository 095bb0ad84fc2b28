/* SPDX-License-Identifier: Apache-2.0 */
/** Recognises pages with Tesseract in this process. */
@NullMarked
package io.ocrstream.engine.tesseract;

import org.jspecify.annotations.NullMarked;
