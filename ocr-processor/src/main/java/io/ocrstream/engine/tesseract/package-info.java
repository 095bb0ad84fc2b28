/* SPDX-License-Identifier: Apache-2.0 */
/** The engine that reads with Tesseract in this process. */
@NullMarked
package io.ocrstream.engine.tesseract;

import org.jspecify.annotations.NullMarked;
