/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * What a page shows: its characters, where pictures lie, and how many shapes could be letters drawn
 * as outlines or strokes.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> the limits' operators, depth and
 * characters. <b>Fails:</b> past them, with {@link BoundedStreamEngine.TooMuch}.
 */
final class PdfPageAnalyzer extends BoundedStreamEngine {
  private final PdfFrame frame;
  private final int maxCharacters;
  private final PdfLayers layers;
  private final GlyphMaker maker;
  private final PdfPaint paint;
  private final List<PdfGlyph> glyphs = new ArrayList<>();
  private final List<FontUse> fontOf = new ArrayList<>();
  private final IdentityHashMap<PDFont, FontUse> fonts = new IdentityHashMap<>();
  private final List<Rectangle2D> pictures = new ArrayList<>();
  private final LetterShapes shapes = new LetterShapes();
  private final Deque<Boolean> hiding = new ArrayDeque<>();
  private boolean insideGlyph;
  private int hiddenForms;
  private boolean marked;
  private int ofPage;

  /**
   * What was found.
   *
   * @param glyphs in the order in which they are drawn
   * @param fonts what is seen in each of the page's fonts
   * @param pictures where they lie, in pixels
   * @param shapes drawn shapes that could be parts of letters
   * @param marked whether anything at all is drawn
   * @param onlyFields whether all characters that are seen are pinned to the page, as the values of
   *     a form are
   */
  record Findings(
      List<PdfGlyph> glyphs,
      Collection<FontUse> fonts,
      List<Rectangle2D> pictures,
      int shapes,
      boolean marked,
      boolean onlyFields) {}

  private PdfPageAnalyzer(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits) {
    super(page, limits);
    this.frame = frame;
    this.maxCharacters = limits.characters();
    this.layers = new PdfLayers(document);
    this.maker = new GlyphMaker(frame);
    this.paint = new PdfPaint(frame);
  }

  /** Runs through {@code page} and what is pinned to it. */
  static Findings of(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits)
      throws IOException {
    PdfPageAnalyzer survey = new PdfPageAnalyzer(document, page, frame, limits);
    survey.processPage(page);
    survey.ofPage = survey.glyphs.size();
    for (PDAnnotation annotation : page.getAnnotations()) {
      boolean off = survey.layers.isOff(annotation.getCOSObject().getCOSDictionary(COSName.OC));
      if (!annotation.isHidden() && !annotation.isNoView() && !off) {
        survey.showAnnotation(annotation);
      }
    }
    return survey.findings();
  }

  private Findings findings() {
    Set<FontUse> disguised = Collections.newSetFromMap(new IdentityHashMap<>());
    fonts.values().stream().filter(FontUse::isCyrillicInDisguise).forEach(disguised::add);
    boolean onlyFields = true;
    for (int i = 0; i < glyphs.size(); i++) {
      PdfGlyph glyph = glyphs.get(i);
      if (glyph.visible() && paint.isCovered(glyph.box(), i)) {
        glyph = glyph.hidden();
      }
      if (disguised.contains(fontOf.get(i))) {
        glyph = glyph.saying(FontUse.undisguised(glyph.text()));
      }
      glyphs.set(i, glyph);
      onlyFields &= i >= ofPage || !glyph.visible() || glyph.isSpace();
    }
    return new Findings(glyphs, fonts.values(), pictures, shapes.count(), marked, onlyFields);
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
    PdfGlyph glyph = maker.glyph(matrix, font, code, displacement, isShown(matrix));
    if (glyph != null && frame.box().intersects(grown(glyph.box()))) {
      add(glyph, font, code);
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

  private void add(PdfGlyph glyph, PDFont font, int code) {
    boolean lost = frame.isTooSmallToSee(glyph.size()) || isLost(glyph, font);
    PdfGlyph seen = lost ? glyph.hidden() : glyph;
    FontUse use = fonts.computeIfAbsent(font, f -> new FontUse());
    if (seen.visible() && !seen.isSpace()) {
      use.add(code, seen.text(), GlyphMaker.named(font, code));
      marked = true;
    }
    glyphs.add(seen);
    fontOf.add(use);
  }

  /* Letters that are drawings may have colours of their own. */
  private boolean isLost(PdfGlyph glyph, PDFont font) {
    return glyph.visible()
        && !(font instanceof PDType3Font)
        && paint.isLost(glyph.box(), getGraphicsState());
  }

  /* A box without area meets nothing. */
  private static Rectangle2D grown(Rectangle2D box) {
    return new Rectangle2D.Double(
        box.getX(), box.getY(), Math.max(1e-3, box.getWidth()), Math.max(1e-3, box.getHeight()));
  }

  private boolean isHidden() {
    return hiddenForms > 0 || hiding.contains(true);
  }

  private boolean isShown(Matrix matrix) {
    if (isHidden()) {
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
  public void showForm(PDFormXObject form) throws IOException {
    boolean off = layers.isOff(form.getCOSObject().getCOSDictionary(COSName.OC));
    hiddenForms += off ? 1 : 0;
    super.showForm(form);
    hiddenForms -= off ? 1 : 0;
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
    boolean off = layers.isOff(group.getCOSObject().getCOSDictionary(COSName.OC));
    hiddenForms += off ? 1 : 0;
    paint.enterGroup();
    super.showTransparencyGroup(group);
    paint.leaveGroup();
    hiddenForms -= off ? 1 : 0;
  }

  @Override
  public void drawImage(PDImage image) {
    if (insideGlyph || isHidden() || isOff(image)) {
      return;
    }
    marked = true;
    AffineTransform placed = new AffineTransform(frame.toPixels());
    placed.concatenate(getGraphicsState().getCurrentTransformationMatrix().createAffineTransform());
    Rectangle2D box =
        placed.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
    Rectangle2D seen = box.createIntersection(frame.box()).createIntersection(clip());
    if (!seen.isEmpty()) {
      pictures.add(seen);
      paint.image(image, placed, seen, getGraphicsState(), glyphs.size());
    }
  }

  private boolean isOff(PDImage image) {
    return image instanceof PDImageXObject object
        && layers.isOff(object.getCOSObject().getCOSDictionary(COSName.OC));
  }

  private Rectangle2D clip() {
    Rectangle2D clip = getGraphicsState().getCurrentClippingPath().getBounds2D();
    return frame.toPixels().createTransformedShape(clip).getBounds2D();
  }

  @Override
  void drawn(GeneralPath path, Manner manner) {
    if (insideGlyph || isHidden()) {
      return;
    }
    marked = true;
    if (manner == Manner.STROKED) {
      shapes.addStroked(path);
      paint.stroke(path, clip(), getGraphicsState(), glyphs.size());
    } else {
      shapes.addFilled(path);
      paint.fill(path, clip(), getGraphicsState(), glyphs.size());
    }
  }

  @Override
  void clipped(GeneralPath path) {
    Rectangle2D box = path.getBounds2D();
    paint.clip(path.contains(PdfPaint.inner(box)));
    getGraphicsState().intersectClippingPath(new Area(box));
  }

  @Override
  public void saveGraphicsState() {
    super.saveGraphicsState();
    paint.save();
  }

  @Override
  public void restoreGraphicsState() {
    super.restoreGraphicsState();
    paint.restore();
  }

  @Override
  public void shadingFill(COSName shading) {
    if (!isHidden()) {
      marked = true;
      paint.blur(clip());
    }
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
    hiding.push(COSName.OC.equals(tag) && layers.isOff(properties));
  }

  @Override
  public void endMarkedContentSequence() {
    hiding.poll();
  }
}
