/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows: its characters, where pictures lie, and how many shapes could be letters drawn
 * as outlines.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> the limits' operators, depth and
 * characters. <b>Fails:</b> past them, with {@link PdfWalk.TooMuch}.
 */
final class PdfSurvey extends PdfWalk {
  private final PdfFrame frame;
  private final int maxCharacters;
  private final @Nullable PDOptionalContentProperties layers;
  private final GlyphMaker maker;
  private final List<Glyph> glyphs = new ArrayList<>();
  private final PageGrid pictures;
  private final Deque<Boolean> hiding = new ArrayDeque<>();
  private boolean insideGlyph;
  private int outlines;
  private boolean marked;

  /**
   * What was found.
   *
   * @param glyphs in the order in which they are drawn
   * @param pictures where they lie
   * @param outlines filled shapes that could be parts of letters
   * @param marked whether anything at all is drawn
   */
  record Findings(List<Glyph> glyphs, PageGrid pictures, int outlines, boolean marked) {}

  private PdfSurvey(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits) {
    super(page, limits);
    this.frame = frame;
    this.maxCharacters = limits.characters();
    this.layers = document.getDocumentCatalog().getOCProperties();
    this.maker = new GlyphMaker(frame);
    this.pictures = new PageGrid(frame.width(), frame.height());
  }

  /** Runs through {@code page} and what is pinned to it. */
  static Findings of(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits)
      throws IOException {
    PdfSurvey survey = new PdfSurvey(document, page, frame, limits);
    survey.processPage(page);
    for (PDAnnotation annotation : page.getAnnotations()) {
      if (!annotation.isHidden() && !annotation.isNoView()) {
        survey.showAnnotation(annotation);
      }
    }
    return new Findings(survey.glyphs, survey.pictures, survey.outlines, survey.marked);
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    if (insideGlyph) {
      return;
    }
    if (glyphs.size() >= maxCharacters) {
      throw new TooMuch("The page shows more than %d characters.".formatted(maxCharacters));
    }
    Glyph glyph = maker.glyph(matrix, font, code, displacement, isShown(matrix));
    if (glyph != null && frame.box().intersects(grown(glyph.box()))) {
      glyphs.add(glyph);
      marked |= glyph.visible() && !glyph.isSpace();
    }
    if (font instanceof PDType3Font drawing) {
      // Its letters are drawings themselves, which count as operators but as no other marks.
      insideGlyph = true;
      try {
        showType3Glyph(matrix, drawing, code, displacement);
      } finally {
        insideGlyph = false;
      }
    }
  }

  /* A box without area meets nothing. */
  private static Rectangle2D grown(Rectangle2D box) {
    return new Rectangle2D.Double(
        box.getX(), box.getY(), Math.max(1e-3, box.getWidth()), Math.max(1e-3, box.getHeight()));
  }

  private boolean isShown(Matrix matrix) {
    if (!hiding.isEmpty() && hiding.contains(true)) {
      return false;
    }
    var state = getGraphicsState();
    boolean painted =
        switch (state.getTextState().getRenderingMode()) {
          case NEITHER, NEITHER_CLIP -> false;
          default -> state.getNonStrokeAlphaConstant() > 0;
        };
    return painted && isInClip(matrix.getTranslateX(), matrix.getTranslateY());
  }

  /* Clips are kept as rectangles here, see clipped, so this is cheap; a point of slack for edges. */
  private boolean isInClip(double x, double y) {
    Area clip = getGraphicsState().getCurrentClippingPath();
    return clip.getBounds2D().intersects(x - 1, y - 1, 2, 2);
  }

  @Override
  public void drawImage(PDImage image) {
    if (insideGlyph || hiding.contains(true)) {
      return;
    }
    marked = true;
    AffineTransform placed = new AffineTransform(frame.toPixels());
    placed.concatenate(getGraphicsState().getCurrentTransformationMatrix().createAffineTransform());
    Rectangle2D box =
        placed.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
    Rectangle2D seen = box.createIntersection(frame.box());
    if (!seen.isEmpty()) {
      pictures.cover(seen);
    }
  }

  @Override
  void drawn(GeneralPath path) {
    if (insideGlyph || hiding.contains(true)) {
      return;
    }
    marked = true;
    int parts = 0;
    boolean curved = false;
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      int kind = at.currentSegment(new double[6]);
      parts += kind == PathIterator.SEG_MOVETO ? 1 : 0;
      curved |= kind == PathIterator.SEG_CUBICTO;
    }
    outlines += curved ? parts : 0;
  }

  @Override
  void clipped(GeneralPath path) {
    getGraphicsState().intersectClippingPath(new Area(path.getBounds2D()));
  }

  @Override
  public void shadingFill(COSName shading) {
    marked = true;
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
    hiding.push(COSName.OC.equals(tag) && properties != null && isOff(properties));
  }

  @Override
  public void endMarkedContentSequence() {
    hiding.poll();
  }

  private boolean isOff(COSDictionary properties) {
    return layers != null
        && PDPropertyList.create(properties) instanceof PDOptionalContentGroup group
        && !layers.isGroupEnabled(group);
  }
}
