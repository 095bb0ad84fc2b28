/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page's own text may not say: its pictures, or all of it where letters are drawn, without
 * the letters that the text says.
 *
 * @param frame the page's
 * @param said the characters that the page's text says
 * @param areas of the page that are read, in pixels
 * @param drawn whether letters may be drawn anywhere on the page
 * @param trusted whether the areas surely show text, as those of a scan do
 */
record PdfRemainder(
    PdfFrame frame, List<PdfGlyph> said, List<Rectangle2D> areas, boolean drawn, boolean trusted) {
  /**
   * Mean confidence below which a line was read out of a drawing or a photo. Text in pictures has
   * more than .9, ornaments have less than .6.
   */
  static final double MIN_CONFIDENCE = 0.75;

  /**
   * Part of a picture that lines of text cover at the least, in pictures of text: those have .28
   * and more, figures with labels .12 and less.
   */
  static final double MIN_COVERAGE = 0.2;

  /** Margin around letters that the text says, in parts of the em: their boxes are estimates. */
  private static final double MARGIN_EMS = 0.1;

  /** Height of a line with descenders and without, in parts of the em. */
  private static final double DEEP_LINE_EMS = 0.92;

  private static final double LINE_EMS = 0.7;
  private static final double DESCENDER_EMS = 0.22;
  private static final String WITH_DESCENDER = "gjpqy,;()[]{}|Q_ç";

  /** What is left of a page, of which {@code found} was found. */
  static PdfRemainder of(PdfPageAnalyzer.Findings found, PdfFrame frame) {
    List<PdfGlyph> said = found.glyphs().stream().filter(PdfGlyph::visible).toList();
    boolean drawn = TextSoundness.isDrawn(found, said);
    List<Rectangle2D> areas = drawn ? List.of(frame.box()) : found.pictures();
    return new PdfRemainder(frame, said, areas, drawn, found.onlyFields());
  }

  /** The part of the page that holds all areas. */
  private Rectangle bounds() {
    Rectangle2D bounds = areas.get(0);
    for (Rectangle2D area : areas) {
      bounds = bounds.createUnion(area);
    }
    return bounds.getBounds().intersection(frame.box().getBounds());
  }

  /** The areas of {@code page}, an image in gray of the frame's size, on white. */
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
        Rectangle2D box = glyph.box();
        double margin = MARGIN_EMS * glyph.size();
        graphics.fill(
            new Rectangle2D.Double(
                box.getX() - margin,
                box.getY() - margin,
                box.getWidth() + 2 * margin,
                box.getHeight() + 2 * margin));
      }
    } finally {
      graphics.dispose();
    }
    return cut;
  }

  /** The page's own text, and what was read of its {@link #cut} image where it stands. */
  Page joined(Page own, Page read) {
    List<PdfGlyph> all = new ArrayList<>(said);
    List<Word> words = read.words();
    if (words != null && read.lines() != null) {
      for (Line line : texts(read.lines())) {
        int from = line.firstWord();
        for (Word word : words.subList(from, from + line.wordCount())) {
          PdfGlyph glyph = glyph(word, line);
          all.add(glyph);
          all.add(glyph.spaceBehind());
        }
      }
    }
    return TextLayout.page(own.number(), frame, all).with(read.treatment());
  }

  /* Without what was read out of photos and into drawings, and without the labels of figures. */
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

  /* A word as if the page had shown it as one character. */
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
