/* SPDX-License-Identifier: Apache-2.0 */
/** Groups characters of a PDF page into words, lines and blocks, in reading order. */
@NullMarked
package io.ocrstream.engine.pdf.layout;

import org.jspecify.annotations.NullMarked;
