/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.PageGlyphs.Letter;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Analyzes what a page shows: its characters, the boxes of its images, and the number of vector
 * shapes that may be letters.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> the limits' operators, form depth and
 * characters. <b>Fails:</b> past them, with {@link BoundedStreamEngine.LimitExceeded}.
 */
final class PdfPageAnalyzer extends BoundedStreamEngine {
  private final PdfFrame frame;
  private final int maxCharacters;
  private final PdfLayers layers;
  private final GlyphMaker maker;
  private final PdfPaint paint;
  private final PageGlyphs letters = new PageGlyphs();
  private final List<PdfGlyph> glyphs = letters.all();
  private final List<Rectangle2D> pictures = new ArrayList<>();
  private final LetterShapes shapes = new LetterShapes();
  private final ClippingLetters clipping = new ClippingLetters();
  private boolean insideGlyph;
  private boolean marked;
  private int characters;
  private int ofPage;

  private PdfPageAnalyzer(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits) {
    super(page, limits);
    this.frame = frame;
    this.maxCharacters = limits.characters();
    this.layers = new PdfLayers(document);
    this.maker = new GlyphMaker(frame);
    this.paint = new PdfPaint(frame);
  }

  /** Analyzes {@code page} and its visible annotations. */
  static PdfFindings of(PDDocument document, PDPage page, PdfFrame frame, PdfLimits limits)
      throws IOException {
    PdfPageAnalyzer analyzer = new PdfPageAnalyzer(document, page, frame, limits);
    analyzer.processPage(page);
    analyzer.endClip();
    analyzer.ofPage = analyzer.glyphs.size();
    for (PDAnnotation annotation : page.getAnnotations()) {
      boolean off = analyzer.layers.isOff(annotation.getCOSObject().getCOSDictionary(COSName.OC));
      if (!annotation.isHidden() && !annotation.isNoView() && !off) {
        analyzer.show(annotation, document);
      }
    }
    return analyzer.findings();
  }

  private void show(PDAnnotation annotation, PDDocument document) throws IOException {
    int first = glyphs.size();
    if (annotation.getAppearance() == null) {
      // The renderer creates it too.
      annotation.constructAppearances(document);
    }
    showAnnotation(annotation);
    List<PdfGlyph> shown = glyphs.subList(first, glyphs.size());
    FormFields.joinCells(annotation, shown);
    FormFields.alignWithLabel(annotation, shown, glyphs.subList(0, ofPage));
  }

  private PdfFindings findings() {
    boolean onlyFields = true;
    for (int i = 0; i < glyphs.size(); i++) {
      PdfGlyph glyph = glyphs.get(i);
      if (glyph.visible() && paint.isCovered(glyph.box(), i)) {
        glyph = glyph.hidden();
        glyphs.set(i, glyph);
      }
      onlyFields &= i >= ofPage || !PageGlyphs.isMark(glyph);
    }
    letters.decode();
    return new PdfFindings(
        glyphs,
        letters.fonts(),
        pictures,
        shapes.count(),
        frame.inPixels(shapes.lettering()),
        marked,
        onlyFields);
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    if (insideGlyph) {
      return;
    }
    if (characters >= maxCharacters) {
      throw new LimitExceeded("The page shows more than %d characters".formatted(maxCharacters));
    }
    PdfGlyph glyph = maker.glyph(matrix, font, code, displacement, isShown(matrix));
    if (glyph != null && frame.touches(glyph.box())) {
      characters++;
      add(new Letter(glyph, font, code));
    }
    if (font instanceof PDType3Font drawing) {
      // A Type 3 glyph is a content stream of its own. Its operators count, its marks do not.
      insideGlyph = true;
      try {
        showType3Glyph(matrix, drawing, code, displacement);
      } finally {
        insideGlyph = false;
      }
    }
  }

  private void add(Letter letter) {
    boolean clips =
        getGraphicsState().getTextState().getRenderingMode() == RenderingMode.NEITHER_CLIP;
    if (clips && letter.glyph().visible()) {
      clipping.add(letter);
      paint.clip(false);
    } else {
      add(letter, hasBackgroundColour(letter.glyph(), letter.font()));
    }
  }

  private void add(Letter letter, boolean unseen) {
    boolean small = frame.isTooSmallToSee(letter.glyph().size());
    PdfGlyph seen = unseen || small ? letter.glyph().hidden() : letter.glyph();
    marked |= PageGlyphs.isMark(seen);
    letters.add(new Letter(seen, letter.font(), letter.code()));
  }

  /* Type 3 glyphs may set colours of their own. */
  private boolean hasBackgroundColour(PdfGlyph glyph, PDFont font) {
    return glyph.visible()
        && !(font instanceof PDType3Font)
        && paint.hasBackgroundColour(glyph.box(), getGraphicsState());
  }

  private boolean isShown(Matrix matrix) {
    if (layers.isHidden()) {
      return false;
    }
    var state = getGraphicsState();
    RenderingMode mode = state.getTextState().getRenderingMode();
    boolean painted =
        mode == RenderingMode.NEITHER_CLIP
            || (mode != RenderingMode.NEITHER && state.getNonStrokeAlphaConstant() > 0);
    return painted && isInClip(matrix.getTranslateX(), matrix.getTranslateY());
  }

  /* Clips are reduced to rectangles in clipped(), so this is cheap. A point of slack for edges. */
  private boolean isInClip(double x, double y) {
    Area clip = getGraphicsState().getCurrentClippingPath();
    return clip.getBounds2D().intersects(x - 1, y - 1, 2, 2);
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    layers.beginForm(form);
    clipping.save();
    super.showForm(form);
    endClip();
    layers.endForm(form);
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
    layers.beginForm(group);
    showClip();
    showSoftMask();
    clipping.save();
    paint.enterGroup();
    super.showTransparencyGroup(group);
    paint.leaveGroup();
    endClip();
    layers.endForm(group);
  }

  private void endClip() {
    clipping.restore().forEach(letter -> add(letter, true));
  }

  private void showClip() {
    clipping.painted().forEach(letter -> add(letter, false));
  }

  @Override
  protected void processSoftMask(PDTransparencyGroup group) throws IOException {
    paint.enterGroup();
    super.processSoftMask(group);
    paint.leaveGroup();
  }

  @Override
  public void drawImage(PDImage image) throws IOException {
    if (insideGlyph || layers.isHidden() || isOff(image)) {
      return;
    }
    showClip();
    showSoftMask();
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
    return image instanceof PDImageXObject object && layers.isOff(object);
  }

  private Rectangle2D clip() {
    Area clip = getGraphicsState().getCurrentClippingPath();
    return frame.toPixels().createTransformedShape(clip).getBounds2D();
  }

  @Override
  void drawn(GeneralPath path, PaintMode mode) {
    if (insideGlyph || layers.isHidden()) {
      return;
    }
    showClip();
    marked = true;
    if (mode == PaintMode.STROKED) {
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
    clipping.save();
  }

  @Override
  public void restoreGraphicsState() {
    super.restoreGraphicsState();
    paint.restore();
    endClip();
  }

  @Override
  public void shadingFill(COSName shading) throws IOException {
    if (!layers.isHidden()) {
      showClip();
      showSoftMask();
      marked = true;
      paint.makeBackgroundUnknown(clip());
    }
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
    layers.beginContent(tag, properties);
  }

  @Override
  public void endMarkedContentSequence() {
    layers.endContent();
  }
}
