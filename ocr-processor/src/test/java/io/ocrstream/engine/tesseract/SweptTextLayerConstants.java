/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static io.ocrstream.engine.tesseract.SweptConstant.layers;

import java.util.List;
import java.util.stream.Stream;

/** The constants of text layers that {@link ThresholdSweep} knows. */
final class SweptTextLayerConstants {
  /* Lettering, code pages, form fields and invisible text. */
  private static final List<SweptConstant> LAYERS =
      List.of(
          layers("LetteringLines", "MIN_FORMS", 5, 4.0, 6.0),
          layers("LetteringLines", "MIN_HEIGHT_POINTS", 5, 4.0, 6.0),
          layers("LetteringLines", "MAX_HEIGHT_POINTS", 150, 120.0, 180.0),
          layers("LetteringLines", "MIN_WIDTH_HEIGHTS", 2, 1.5, 2.5),
          layers("LetteringLines", "MAX_GAP_HEIGHTS", 1, 0.8, 1.2),
          layers("LetteringLines", "MARGIN_HEIGHTS", 0.3, 0.2, 0.4),
          layers("LatinCodePages", "MIN_DIFFERING", 5, 4.0, 6.0),
          layers("LatinCodePages", "MIN_DISTINCT", 2, 1.0, 3.0),
          layers("LatinCodePages", "MIN_SHARE", 0.98, 0.97, 0.99),
          layers("LatinCodePages", "MAX_WESTERN_SHARE", 0.95, 0.93, 0.97),
          layers("PdfRemainder", "MARGIN_EMS", 0.1, 0.05, 0.15),
          layers("PdfRemainder", "DEEP_LINE_EMS", 0.92, 0.85, 1.0),
          layers("PdfRemainder", "LINE_EMS", 0.7, 0.6, 0.8),
          layers("PdfRemainder", "DESCENDER_EMS", 0.22, 0.18, 0.26),
          layers("FormFields", "MAX_LABEL_SHIFT_EMS", 0.7, 0.5, 0.9),
          layers("FormFields", "LIST_ENTRY_POINTS", 12, 10.0, 14.0),
          layers("PdfFrame", "MIN_VISIBLE_EM_POINTS", 1.5, 1.2, 1.8),
          layers("PdfFrame", "MIN_VISIBLE_EM_PART", 0.002, 0.0015, 0.0025));

  /* Words, rows and columns of a text layer. */
  private static final List<SweptConstant> ORDER =
      List.of(
          layers("layout/LateEntries", "MIN_SHARED_ROWS", 0.6, 0.5, 0.7),
          layers("layout/LateEntries", "MAX_WORD_GAP_EMS", 0.8, 0.6, 1.0),
          layers("layout/LateEntries", "MIN_COLUMN_ROWS", 3, 2.0, 4.0),
          layers("layout/LateEntries", "MAX_SIZE_RATIO", 1.8, 1.5, 2.1),
          layers("layout/BlockOrder", "MIN_OVERLAP", 0.5, 0.4, 0.6),
          layers("layout/OverprintedGlyphs", "MAX_SHIFT_WIDTHS", 0.7, 0.6, 0.8),
          layers("layout/OverprintedGlyphs", "MAX_SHIFT_EMS", 0.3, 0.25, 0.35),
          layers("layout/RowwiseColumns", "MIN_LINES", 3, 2.0, 4.0),
          layers("layout/RowwiseColumns", "MIN_ALIGNED_SHARE", 0.6, 0.5, 0.7),
          layers("layout/RowwiseColumns", "MAX_ALIGNED_EMS", 0.3, 0.2, 0.4),
          layers("layout/SpacingAccents", "MAX_RAISE_EMS", 0.4, 0.3, 0.5),
          layers("layout/TextLayout", "MAX_RUN_GAP_EMS", 1, 0.8, 1.2),
          layers("layout/TextLayout", "MAX_LINE_GAP_EMS", 5, 4.0, 6.0),
          layers("layout/TextLayout", "MAX_STEP_BACK_EMS", 0.6, 0.5, 0.7),
          layers("layout/TextLayout", "MAX_RIGHT_TO_LEFT_JUMP_EMS", 15, 12.0, 18.0),
          layers("layout/TextLayout", "MAX_BASELINE_SHIFT_EMS", 0.5, 0.4, 0.6),
          layers("layout/TextLayout", "MAX_LEADING_EMS", 1.9, 1.7, 2.1),
          layers("layout/TextLayout", "MAX_SIZE_RATIO", 1.3, 1.2, 1.4),
          layers("layout/TextOrder", "MAX_LEADING_EMS", 2.5, 2.2, 2.8),
          layers("layout/TextOrder", "MAX_OUTDENT_EMS", 5, 4.0, 6.0),
          layers("layout/TextRow", "MAX_SHIFT_EMS", 0.3, 0.25, 0.35),
          layers("layout/TextRow", "MAX_OVERLAP_EMS", 0.1, 0.05, 0.15),
          layers("layout/TextRow", "MIN_PROSE_WORDS", 2.5, 2.2, 2.8),
          layers("layout/TextRow", "MIN_CONTINUED_SHARE", 0.4, 0.3, 0.5),
          layers("layout/TextRun", "MIN_WORD_GAP_EMS", 0.15, 0.13, 0.17),
          layers("layout/TextRun", "MIN_WORD_GAP_WITHOUT_SPACES_EMS", 0.1, 0.09, 0.12),
          layers("layout/TextRun", "MAX_LETTER_SPACING_EMS", 0.6, 0.5, 0.7),
          layers("layout/TextRun", "MAX_OVERLAP_EMS", 0.2, 0.15, 0.25),
          layers("layout/TextRun", "MIN_GAPS", 4, 3.0, 5.0));

  /* Soundness of a text layer, and hidden text. */
  private static final List<SweptConstant> SOUNDNESS =
      List.of(
          layers("TextLayerWords", "MIN_COVERED_SHARE", 0.5, 0.4, 0.6),
          layers("TextLayerWords", "MIN_ALIKE_SHARE", 0.3, 0.2, 0.4),
          layers("FontUse", "MIN_CONTRADICTIONS", 3, 2.0, 4.0),
          layers("FontUse", "MIN_ACCENTED_SHARE", 0.6, 0.5, 0.7),
          layers("FontUse", "MIN_ACCENTED_LETTERS", 12, 10.0, 14.0),
          layers("FontUse", "MIN_FREQUENT_SHARE", 0.4, 0.3, 0.5),
          layers("PaintMap", "MAX_INVISIBLE_DIFFERENCE", 10, 8.0, 12.0),
          layers("PdfPaint", "MIN_STROKE_POINTS", 4, 3.0, 5.0),
          layers("LetterShapes", "MAX_STROKE_POINTS", 40, 30.0, 50.0),
          layers("LetterShapes", "MAX_FORM_SHARE", 0.2, 0.15, 0.25),
          layers("GlyphMaker", "DIRECTION_STEP_DEGREES", 15, 10.0, 20.0),
          layers("layout/PdfGlyph", "SMALL_LETTER", 0.7, 0.65, 0.75),
          layers("layout/PdfGlyph", "NO_DESCENDER", 0.02, 0.01, 0.03),
          layers("TextSoundness", "MAX_TORN_SHARE", 0.005, 0.003, 0.008),
          layers("TextSoundness", "MAX_UNKNOWN_SHARE", 0.1, 0.05, 0.15),
          layers("TextSoundness", "MIN_LETTER_SHARE", 0.5, 0.4, 0.6),
          layers("TextSoundness", "MIN_SAMPLE_LETTERS", 30, 20.0, 40.0),
          layers("TextSoundness", "MIN_FONT_SAMPLE_LETTERS", 100, 80.0, 120.0),
          layers("TextSoundness", "MIN_FONT_SHARE", 0.25, 0.2, 0.3),
          layers("TextSoundness", "MAX_ORNAMENT_SHAPES", 50, 40.0, 60.0),
          layers("PdfScan", "MAX_SLANT_PIXELS", 1, 0.8, 1.2),
          layers("PdfScan", "MAX_STRETCH_RATIO", 1.02, 1.01, 1.03));

  static final List<SweptConstant> ALL =
      Stream.of(LAYERS, ORDER, SOUNDNESS).flatMap(List::stream).toList();

  private SweptTextLayerConstants() {}
}
