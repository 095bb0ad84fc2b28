/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.List;

/**
 * The characters, images and shapes that {@link PdfPageAnalyzer} finds on a page.
 *
 * @param glyphs characters in the order of drawing
 * @param fonts the visible text of each font
 * @param pictures visible boxes of images, in pixels
 * @param shapes number of vector shapes that may be parts of letters
 * @param lettering boxes of lines that may be letters drawn as vector shapes, in pixels
 * @param marked whether the page shows anything at all
 * @param onlyFields whether all visible characters are in annotations, as form values are
 */
record PdfFindings(
    List<PdfGlyph> glyphs,
    Collection<FontUse> fonts,
    List<Rectangle2D> pictures,
    int shapes,
    List<Rectangle2D> lettering,
    boolean marked,
    boolean onlyFields) {}
