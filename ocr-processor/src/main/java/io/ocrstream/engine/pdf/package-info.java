/* SPDX-License-Identifier: Apache-2.0 */
/** Reads pages of PDFs: their text layer, their images and their rendering. */
@NullMarked
package io.ocrstream.engine.pdf;

import org.jspecify.annotations.NullMarked;
