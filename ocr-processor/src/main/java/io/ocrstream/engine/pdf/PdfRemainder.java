/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import io.ocrstream.engine.pdf.layout.TextLayout;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what is left to recognise on a page besides its text layer: the images, or the whole page
 * where letters may be drawn as shapes. The letters of the text layer are erased before
 * recognition.
 *
 * @param frame the page's frame
 * @param said visible characters of the text layer
 * @param areas areas to recognise, in pixels
 * @param drawn whether letters may be drawn as shapes anywhere on the page
 * @param trusted whether the areas certainly show text, as those of a scan do
 */
record PdfRemainder(
    PdfFrame frame, List<PdfGlyph> said, List<Rectangle2D> areas, boolean drawn, boolean trusted) {
  /**
   * Mean confidence of a line below which it is taken for a drawing or a photo. Measured: text in
   * images has more than 0.9, ornaments have less than 0.6.
   */
  static final double MIN_CONFIDENCE = 0.75;

  /**
   * Minimum share of an image that its lines cover, for an image of text. Measured: images of text
   * have 0.28 and more, figures with labels 0.12 and less. An image of two short lines has 0.17.
   */
  static final double MIN_COVERAGE = 0.15;

  /**
   * Margin that is erased around letters of the text layer, in em, because their boxes are
   * estimates.
   */
  private static final double MARGIN_EMS = 0.1;

  /** Height of a line with descenders, in em. */
  private static final double DEEP_LINE_EMS = 0.92;

  private static final double LINE_EMS = 0.7;
  private static final double DESCENDER_EMS = 0.22;
  private static final String WITH_DESCENDER = "gjpqy,;()[]{}|Q_ç";

  /** Returns what is left to recognise, by the {@code found} content of the page. */
  static PdfRemainder of(PdfFindings found, PdfFrame frame) {
    List<PdfGlyph> said = found.glyphs().stream().filter(PdfGlyph::visible).toList();
    boolean drawn = TextSoundness.isDrawn(found, said);
    List<Rectangle2D> areas = new ArrayList<>(found.pictures());
    areas.addAll(found.lettering());
    return new PdfRemainder(
        frame, said, drawn ? List.of(frame.box()) : areas, drawn, found.onlyFields());
  }

  /** Returns the smallest rectangle that holds all areas. */
  private Rectangle bounds() {
    Rectangle2D bounds = areas.get(0);
    for (Rectangle2D area : areas) {
      bounds = bounds.createUnion(area);
    }
    return bounds.getBounds().intersection(frame.box().getBounds());
  }

  /**
   * Returns the areas of {@code page} on white, without the letters of the text layer.
   *
   * @param page a gray image of the frame's size
   */
  BufferedImage cut(BufferedImage page) {
    Rectangle bounds = bounds();
    BufferedImage cut =
        new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = cut.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, bounds.width, bounds.height);
      graphics.translate(-bounds.x, -bounds.y);
      for (Rectangle2D area : areas) {
        graphics.setClip(area);
        graphics.drawImage(page, 0, 0, null);
      }
      graphics.setClip(null);
      for (PdfGlyph glyph : said) {
        graphics.fill(PdfFrame.widened(glyph.box(), MARGIN_EMS * glyph.size()));
      }
    } finally {
      graphics.dispose();
    }
    return cut;
  }

  /**
   * Merges the page's text layer with the words recognised in its {@link #cut} image. The missed
   * ink is the share of the page's characters that were recognised and dropped.
   */
  Page joined(Page own, Page read) {
    List<PdfGlyph> all = new ArrayList<>(said);
    List<Line> lines = read.lines() == null ? List.of() : read.lines();
    List<Word> words = read.words() == null ? List.of() : read.words();
    List<Line> texts = texts(lines);
    for (Line line : texts) {
      int from = line.firstWord();
      for (Word word : words.subList(from, from + line.wordCount())) {
        PdfGlyph glyph = glyph(word, line);
        all.add(glyph);
        all.add(glyph.spaceAfter());
      }
    }
    double dropped = characters(lines) - characters(texts);
    double missed = dropped / Math.max(1, said.size() + characters(lines));
    Page joined =
        TextLayout.page(own.number(), frame.size(), all)
            .with(read.treatment())
            .withMissedInk(Confidence.rounded(missed), null);
    return read.problem() == null ? joined : joined.withProblem(read.problem());
  }

  private static double characters(List<Line> lines) {
    return lines.stream().mapToInt(line -> line.text().length()).sum();
  }

  /* Drops lines that are probably photos, drawings or labels of figures. */
  private List<Line> texts(List<Line> lines) {
    if (trusted) {
      return lines;
    }
    List<Line> sure = lines.stream().filter(line -> line.confidence() >= MIN_CONFIDENCE).toList();
    if (drawn) {
      return sure;
    }
    List<Line> texts = new ArrayList<>();
    for (Rectangle2D area : areas) {
      List<Line> inside = sure.stream().filter(line -> area.contains(middle(line))).toList();
      double covered =
          inside.stream().mapToDouble(line -> (double) line.width() * line.height()).sum();
      if (covered >= MIN_COVERAGE * area.getWidth() * area.getHeight()) {
        inside.stream().filter(line -> !texts.contains(line)).forEach(texts::add);
      }
    }
    return texts;
  }

  private Point2D middle(Line line) {
    Rectangle bounds = bounds();
    return new Point2D.Double(
        bounds.x + line.x() + line.width() / 2.0, bounds.y + line.y() + line.height() / 2.0);
  }

  /* Converts a recognised word to one glyph of the page. */
  private PdfGlyph glyph(Word word, Line line) {
    Rectangle bounds = bounds();
    boolean deep = line.text().chars().anyMatch(c -> WITH_DESCENDER.indexOf(c) >= 0);
    double em = line.height() / (deep ? DEEP_LINE_EMS : LINE_EMS);
    double baseline = bounds.y + line.y() + line.height() - (deep ? DESCENDER_EMS * em : 0);
    double start = bounds.x + word.x();
    return new PdfGlyph(
        word.text(),
        0,
        start,
        start + word.width(),
        baseline,
        em,
        LINE_EMS,
        DESCENDER_EMS,
        true,
        word.confidence());
  }
}
