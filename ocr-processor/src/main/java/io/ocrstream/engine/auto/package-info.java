/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine that reads a page with Tesseract and, where that leaves doubt, with a second engine
 * too.
 */
@NullMarked
package io.ocrstream.engine.auto;

import org.jspecify.annotations.NullMarked;
