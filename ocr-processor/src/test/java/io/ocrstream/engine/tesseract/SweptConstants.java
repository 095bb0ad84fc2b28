/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static io.ocrstream.engine.tesseract.SweptConstant.colours;
import static io.ocrstream.engine.tesseract.SweptConstant.layers;
import static io.ocrstream.engine.tesseract.SweptConstant.pixels;
import static io.ocrstream.engine.tesseract.SweptConstant.recognition;

import java.util.List;
import java.util.stream.Stream;

/**
 * The constants that {@link ThresholdSweep} knows. Counts of operations, tolerances of rounding and
 * definitions of an alphabet are left out.
 */
final class SweptConstants {
  /* By which most is kept or refused. The values next to the shipped one come first. */
  private static final List<SweptConstant> KEEPING =
      List.of(
          pixels("preparation/Contrast", "MIN_SEPARATION", 4.5, 4., 5., 3., 6.),
          pixels("tesseract/ReadAttempt", "MIN_CONFIDENCE_WORDS", .3, .2, .4, 0., .5),
          layers("TextSoundness", "MIN_LIKENESS", .05, .047, .053, .04, .06),
          pixels("preparation/Contrast", "MIN_PATTERNED_LIGHT_SPREAD", 24, 20., 28., 16., 36.),
          pixels("tesseract/TsvParser", "MIN_TRUSTED_PART_OF_TEXT", .3, .2, .4, 0., .5),
          layers("TextSoundness", "MAX_ORNAMENT_SHARE", .1, .05, .2, .02, .3),
          pixels("tesseract/PageReader", "MIN_CONFIDENCE_UPRIGHT", .75, .65, .85, .5, .9),
          pixels("preparation/Contrast", "MIN_CERTAIN_DIFFERENCE", 40, 30., 50., 20., 80.),
          layers("PdfRemainder", "MIN_CONFIDENCE", .75, .65, .85, .5, .92),
          pixels("tesseract/PageReader", "MIN_CONFIDENCE_BINARISATION", .5, .4, .6, 0., .7),
          layers("PdfRemainder", "MIN_COVERAGE", .15, .2, .25, 0., .3),
          pixels("tesseract/ReadAttempt", "MIN_COVERAGE", .85, .8, .9, 0., .95),
          layers("TextSoundness", "MAX_LOGO_SHARE", .02, .05, .1, 0., .2),
          pixels("preparation/Preprocessor", "MIN_SPECKS_OVER_PIXELS", .005, .0025, .01, .001, .02),
          pixels("preparation/PageOrientation", "MIN_ORIENTATION_DEVIATIONS", 8, 6., 10., 4., 14.),
          recognition("tesseract/ExpectedLines", "MIN_LETTER_COVERAGE", .95, .9, .98));

  /* Grounds and strokes in colour. Pages of a PDF stay in the colours in which they were drawn. */
  private static final List<SweptConstant> COLOURS =
      List.of(
          colours("preparation/ColouredGround", "MIN_COLOUR_DIFFERENCE", 60, 50.0, 70.0),
          colours("preparation/ColouredGround", "MIN_COLOUR_SHARE", 0.001, 0.0005, 0.002),
          colours("preparation/ColouredGround", "MAX_DARK_LEVEL", 165, 150.0, 180.0),
          colours("preparation/ColouredGround", "MAX_BLACK_LEVEL", 110, 95.0, 125.0),
          colours("preparation/ColouredGround", "MIN_PAPER_LEVEL", 180, 165.0, 195.0),
          colours("preparation/ColouredGround", "MIN_PAPER_SHARE", 0.6, 0.5, 0.7),
          colours("preparation/ColouredGround", "MIN_AREA_USUAL_HEIGHTS", 1.5, 1.0, 2.0),
          colours("preparation/ColouredGround", "MIN_CHANNEL_GAIN", 2, 1.6, 2.5),
          colours("preparation/ColouredStrokes", "MIN_COLOUR_DIFFERENCE", 60, 50.0, 70.0),
          colours("preparation/ColouredStrokes", "MIN_HIGHLIGHT_LEVEL", 165, 150.0, 180.0),
          colours("preparation/ColouredStrokes", "MAX_BLACK_LEVEL", 110, 95.0, 125.0),
          colours("preparation/ColouredStrokes", "MIN_PAPER_LEVEL", 180, 165.0, 195.0),
          colours("preparation/ColouredStrokes", "MIN_PAPER_SHARE", 0.6, 0.5, 0.7),
          colours("preparation/ColouredStrokes", "MIN_COLOUR_SHARE", 0.001, 0.0005, 0.002),
          colours("preparation/ColouredStrokes", "FRINGE_PIXELS", 3, 2.0, 4.0),
          colours("preparation/ColouredStrokes", "MAX_BLACK_BESIDE_COLOUR", 0.5, 0.4, 0.6),
          colours("preparation/ColouredStrokes", "MIN_STROKE_USUAL_HEIGHTS", 2.2, 1.8, 2.6),
          colours("preparation/ColouredStrokes", "MIN_AREA_USUAL_HEIGHTS", 1.5, 1.0, 2.0),
          colours("preparation/ColouredStrokes", "MAX_GAP_USUAL_HEIGHTS", 2, 1.5, 2.5),
          colours("preparation/ColouredStrokes", "MAX_RATIO_OVER_BLACK", 0.8, 0.7, 0.9));

  /* Panels, single letters, dots, the back of the sheet, and truncated images. */
  private static final List<SweptConstant> SHAPES =
      List.of(
          pixels("preparation/DarkPanels", "MIN_PANEL_USUAL_HEIGHTS", 1, 0.75, 1.25),
          pixels("preparation/DarkPanels", "MAX_RULE_USUAL_HEIGHTS", 0.25, 0.2, 0.3),
          pixels("preparation/DarkPanels", "MIN_RECTANGLE_SHARE", 0.85, 0.8, 0.9),
          pixels("preparation/DarkPanels", "MAX_LIGHT_SHARE", 0.5, 0.4, 0.6),
          pixels("preparation/DarkPanels", "MIN_LETTER_SHARE", 0.7, 0.6, 0.8),
          pixels("preparation/DarkPanels", "MIN_LETTERS", 3, 2.0, 4.0),
          pixels("tesseract/FewLetters", "MIN_HEIGHT_PIXELS", 10, 8.0, 12.0),
          pixels("tesseract/FewLetters", "MAX_LETTERS", 20, 15.0, 25.0),
          pixels("tesseract/FewLetters", "MAX_HEIGHT_PIXELS", 100, 80.0, 120.0),
          pixels("tesseract/FewLetters", "USUAL_HEIGHT_PIXELS", 48, 40.0, 56.0),
          pixels("tesseract/FewLetters", "MIN_CONFIDENCE", 0.8, 0.75, 0.85),
          pixels("tesseract/PageReader", "MAX_CONFIDENCE_BACK_OF_SHEET", 0.7, 0.6, 0.8),
          pixels("tesseract/PageReader", "MAX_CONFIDENCE_DOT_MATRIX", 0.9, 0.85, 0.95),
          pixels("preparation/DotMatrix", "MAX_DOT_PIXELS", 12, 10.0, 14.0),
          pixels("preparation/DotMatrix", "MIN_DOTS", 60, 45.0, 80.0),
          pixels("preparation/DotMatrix", "MIN_DOT_SHARE", 0.6, 0.5, 0.7),
          pixels("preparation/DotMatrix", "MIN_SINGLE_SHARE", 0.15, 0.1, 0.2),
          pixels("preparation/DotMatrix", "MIN_MULTIPLES_SHARE", 0.9, 0.85, 0.95),
          pixels("preparation/DotMatrix", "MIN_TOUCHING_DOT_PIXELS", 4, 3.0, 5.0),
          pixels("preparation/DotMatrix", "MIN_REGULAR_SHARE", 0.7, 0.6, 0.8),
          pixels("preparation/DotMatrix", "MIN_UPRIGHT_SHARE", 0.25, 0.2, 0.3),
          pixels("preparation/DotMatrix", "MAX_NEIGHBOURS", 5, 4.0, 6.0),
          pixels("preparation/DotMatrix", "MAX_DISTANCE_RATIO", 3, 2.5, 3.5),
          pixels("preparation/DotMatrix", "TOLERANCE_PIXELS", 1.5, 1.2, 1.8),
          pixels("image/CutOffRows", "MAX_FILL_DIFFERENCE", 16, 12.0, 20.0),
          pixels("image/CutOffRows", "MIN_PAPER_LEVEL", 200, 185.0, 215.0),
          pixels("image/CutOffRows", "MIN_INK_DIFFERENCE", 64, 48.0, 80.0),
          pixels("image/CutOffRows", "MAX_LINE_PART", 0.1, 0.07, 0.13));

  /* What a text layer holds beside its letters. */
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

  static final List<SweptConstant> ALL =
      Stream.of(KEEPING, COLOURS, SHAPES, LAYERS, ORDER).flatMap(List::stream).toList();

  private SweptConstants() {}
}
