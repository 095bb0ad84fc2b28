/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static io.ocrstream.engine.tesseract.SweptConstant.choice;
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

  /* Grounds and strokes in colour. */
  private static final List<SweptConstant> COLOURS =
      List.of(
          pixels("preparation/ColouredGround", "MIN_COLOUR_DIFFERENCE", 60, 50.0, 70.0),
          pixels("preparation/ColouredGround", "MIN_COLOUR_SHARE", 0.001, 0.0005, 0.002),
          pixels("preparation/ColouredGround", "MAX_DARK_LEVEL", 165, 150.0, 180.0),
          pixels("preparation/ColouredGround", "MAX_BLACK_LEVEL", 110, 95.0, 125.0),
          pixels("preparation/ColouredGround", "MIN_PAPER_LEVEL", 180, 165.0, 195.0),
          pixels("preparation/ColouredGround", "MIN_PAPER_SHARE", 0.6, 0.5, 0.7),
          pixels("preparation/ColouredGround", "MIN_AREA_USUAL_HEIGHTS", 1.5, 1.0, 2.0),
          pixels("preparation/ColouredGround", "MIN_CHANNEL_GAIN", 2, 1.6, 2.5),
          pixels("preparation/ColouredStrokes", "MIN_COLOUR_DIFFERENCE", 60, 50.0, 70.0),
          pixels("preparation/ColouredStrokes", "MIN_HIGHLIGHT_LEVEL", 165, 150.0, 180.0),
          pixels("preparation/ColouredStrokes", "MAX_BLACK_LEVEL", 110, 95.0, 125.0),
          pixels("preparation/ColouredStrokes", "MIN_PAPER_LEVEL", 180, 165.0, 195.0),
          pixels("preparation/ColouredStrokes", "MIN_PAPER_SHARE", 0.6, 0.5, 0.7),
          pixels("preparation/ColouredStrokes", "MIN_COLOUR_SHARE", 0.001, 0.0005, 0.002),
          pixels("preparation/ColouredStrokes", "FRINGE_PIXELS", 3, 2.0, 4.0),
          pixels("preparation/ColouredStrokes", "MAX_BLACK_BESIDE_COLOUR", 0.5, 0.4, 0.6),
          pixels("preparation/ColouredStrokes", "MIN_STROKE_USUAL_HEIGHTS", 2.2, 1.8, 2.6),
          pixels("preparation/ColouredStrokes", "MIN_AREA_USUAL_HEIGHTS", 1.5, 1.0, 2.0),
          pixels("preparation/ColouredStrokes", "MAX_GAP_USUAL_HEIGHTS", 2, 1.5, 2.5),
          pixels("preparation/ColouredStrokes", "MAX_RATIO_OVER_BLACK", 0.8, 0.7, 0.9));

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

  /* Steps of preprocessing. */
  private static final List<SweptConstant> PREPARATION =
      List.of(
          pixels("preparation/Contrast", "MIN_VISIBLE_DIFFERENCE", 8, 6.0, 10.0),
          pixels("preparation/Contrast", "MAX_FAINT_DIFFERENCE", 40, 30.0, 50.0),
          pixels("preparation/PageOrientation", "MIN_CONFIDENCE_USUAL_SKEW", 8, 6.0, 10.0),
          pixels("preparation/PageOrientation", "MIN_CONFIDENCE_SKEW", 3, 2.5, 3.5),
          pixels("preparation/PageOrientation", "MIN_CORRECTED_SKEW_DEGREES", 2, 1.5, 2.5),
          pixels("preparation/PageOrientation", "MIN_LINE_DIRECTION_RATIO", 1.5, 1.3, 1.7),
          pixels("preparation/PageOrientation", "MIN_AXIS_RATIO", 2.5, 2.0, 3.0),
          pixels("preparation/PageOrientation", "MIN_UPRIGHT_DEVIATIONS", 2, 1.0, 3.0),
          pixels("preparation/BackgroundLevels", "MAX_CAMERA_BRIGHTNESS", 190, 180.0, 200.0),
          pixels("preparation/BackgroundLevels", "MAX_SHADOW_RATIO", 0.65, 0.6, 0.7),
          pixels("preparation/BackgroundLevels", "MAX_FOREGROUND_BRIGHTNESS", 60, 50.0, 70.0),
          pixels("preparation/BackgroundLevels", "MIN_BACKGROUND_PIXELS", 20, 15.0, 25.0),
          pixels("preparation/Preprocessor", "MAX_NORMAL_BLACK_SHARE", 0.5, 0.4, 0.6),
          pixels("preparation/Preprocessor", "MIN_LETTER_HEIGHT_PIXELS", 8, 7.0, 9.0),
          pixels("preparation/Preprocessor", "MIN_LETTER_POINTS", 1.2, 1.0, 1.4),
          pixels("preparation/TableRules", "MIN_RULE_LETTER_HEIGHTS", 20, 16.0, 24.0),
          pixels("preparation/TableRules", "MIN_GRID_LETTER_HEIGHTS", 4, 3.0, 5.0),
          pixels("preparation/TableRules", "MAX_RULE_LETTER_HEIGHTS", 0.5, 0.4, 0.6),
          pixels("preparation/TableRules", "MIN_RULES_OF_TABLE", 3, 2.0, 4.0),
          pixels("preparation/DarkPanels", "LETTER_RANK", 0.25, 0.2, 0.3),
          pixels("preparation/DarkPanels", "GROUND_RANK", 0.1, 0.05, 0.15),
          pixels("image/PixAlpha", "MIN_LIGHT_LEVEL", 128, 112.0, 144.0),
          pixels("image/PixAlpha", "MAX_DARK_SHARE", 0.01, 0.005, 0.02),
          pixels("image/ConnectedComponents", "MIN_HEIGHT_PIXELS", 5, 4.0, 6.0),
          pixels("image/ConnectedComponents", "MAX_HEIGHT_PIXELS", 150, 120.0, 180.0),
          pixels("image/ConnectedComponents", "MAX_ASPECT_RATIO", 12, 10.0, 14.0),
          pixels("image/ConnectedComponents", "MIN_USUAL_HEIGHTS", 0.45, 0.4, 0.5),
          pixels("image/ConnectedComponents", "MAX_USUAL_HEIGHTS", 2.2, 2.0, 2.4),
          pixels("image/ConnectedComponents", "MAX_WIDTH_USUAL_HEIGHTS", 8, 6.0, 10.0),
          pixels("image/ConnectedComponents", "MIN_COMPONENTS", 5, 4.0, 6.0),
          pixels("image/ConnectedComponents", "MIN_DOT_PIXELS", 3, 2.0, 4.0),
          pixels("image/ConnectedComponents", "MIN_DOTS_OVER_LETTERS", 0.3, 0.2, 0.4),
          pixels("image/ConnectedComponents", "MAX_COMPONENTS_OVER_LETTERS", 4, 3.0, 5.0),
          pixels("image/ConnectedComponents", "MIN_LETTERS_IN_ROWS", 5, 4.0, 6.0),
          pixels("image/ConnectedComponents", "MAX_SPACE_USUAL_HEIGHTS", 1, 0.8, 1.2));

  /* Choice of recognised words and attempts. */
  private static final List<SweptConstant> WORDS =
      List.of(
          pixels("tesseract/PageNumber", "MIN_CONFIDENCE", 0.5, 0.4, 0.6),
          pixels("tesseract/Bullets", "MIN_BLACK_SHARE", 0.75, 0.7, 0.8),
          pixels("tesseract/Bullets", "MIN_BLACK_SHARE_IN_LIST", 0.65, 0.6, 0.7),
          pixels("tesseract/Bullets", "MIN_ITEMS", 2, 1.0, 3.0),
          pixels("tesseract/Bullets", "MAX_DIFFERENCE", 0.2, 0.15, 0.25),
          pixels("tesseract/Bullets", "MIN_PIXELS", 5, 4.0, 6.0),
          pixels("tesseract/LoneLetters", "MAX_CONFIDENCE", 0.8, 0.7, 0.9),
          pixels("tesseract/LoneLetters", "MIN_ASPECT_RATIO_OF_LETTER", 0.9, 0.85, 0.95),
          pixels("tesseract/LoneLetters", "MAX_ASPECT_RATIO", 1.5, 1.3, 1.7),
          pixels("tesseract/LoneLetters", "MIN_USUAL_HEIGHTS_OF_CAPITAL", 0.75, 0.7, 0.8),
          pixels("tesseract/LoneLetters", "MIN_USUAL_HEIGHTS", 0.4, 0.3, 0.5),
          pixels("tesseract/PageReader", "MIN_CONFIDENCE_SURE", 0.8, 0.75, 0.85),
          pixels("tesseract/PageReader", "MAX_COMPONENT_GROWTH", 3, 2.0, 4.0),
          pixels("tesseract/StrokeText", "MIN_CONFIDENCE", 0.75, 0.65, 0.85),
          pixels("tesseract/StrokeText", "MIN_LETTERS", 3, 2.0, 4.0),
          pixels("tesseract/RecognisedText", "MIN_CONFIDENCE_THAT_COUNTS", 0.3, 0.2, 0.4),
          pixels("tesseract/RecognisedText", "MIN_TRUSTED_LETTERS", 3, 2.0, 4.0),
          pixels("tesseract/RecognisedText", "MIN_TRUSTED_CONFIDENCE", 0.7, 0.6, 0.8),
          pixels("tesseract/RecognisedText", "MIN_SURE_CONFIDENCE", 0.9, 0.85, 0.95),
          pixels("tesseract/RecognisedText", "MIN_SURE_WORDS_OF_LINE", 3, 2.0, 4.0),
          pixels("tesseract/TsvParser", "MIN_CONFIDENCE_SYMBOL_WORD", 0.4, 0.3, 0.5),
          pixels("tesseract/TsvParser", "MIN_CONFIDENCE_UNUSUAL_HEIGHT", 0.2, 0.15, 0.25),
          pixels("tesseract/TsvParser", "MIN_USUAL_HEIGHTS", 0.5, 0.4, 0.6),
          pixels("tesseract/TsvParser", "MAX_USUAL_HEIGHTS", 2, 1.8, 2.2),
          pixels("tesseract/TsvParser", "MIN_TRUSTED_PART_OF_LINE", 0.5, 0.4, 0.6),
          pixels("tesseract/TsvParser", "MIN_CONFIDENCE_OF_TEXT", 0.75, 0.7, 0.8),
          pixels("tesseract/TsvParser", "MAX_SPECK_SHARE_OF_TEXT", 0.5, 0.4, 0.6),
          pixels("tesseract/TsvParser", "MIN_VERTICAL_ASPECT_RATIO", 1.5, 1.3, 1.7));

  /* Expected lines of a page. They are part of recognition, so each value takes minutes. */
  private static final List<SweptConstant> LINES =
      List.of(
          recognition("tesseract/ExpectedLines", "MAX_COLUMN_LINES_SHARE", 0.1, 0.08, 0.12),
          recognition("tesseract/ExpectedLines", "MIN_COLUMN_WIDTH_LETTER_HEIGHTS", 12, 10.0, 14.0),
          recognition("tesseract/ExpectedLines", "MIN_CELLS_SHARE", 0.4, 0.35, 0.45),
          recognition("tesseract/ExpectedLines", "MAX_GAP_WITHIN_WORD", 0.6, 0.5, 0.7),
          recognition("tesseract/ExpectedLines", "MIN_TORN_ROWS", 3, 2.0, 4.0),
          recognition("tesseract/ExpectedLines", "MAX_HEIGHT_RATIO", 1.6, 1.5, 1.7),
          recognition("tesseract/ExpectedLines", "MIN_ROW_OVERLAP", 0.3, 0.25, 0.35));

  /* Boxes of a form that hold a letter each. */
  private static final List<SweptConstant> BOXES =
      List.of(
          pixels("preparation/LetterBoxes", "MIN_HEIGHT_PIXELS", 12, 10.0, 14.0),
          pixels("preparation/LetterBoxes", "MAX_PAGE_PART", 0.1, 0.08, 0.12),
          pixels("preparation/LetterBoxes", "MIN_EMPTY_USUAL_HEIGHTS", 1.3, 1.2, 1.5),
          pixels("preparation/LetterBoxes", "MIN_FILLED", 2, 1.0, 3.0),
          pixels("preparation/LetterBoxes", "MIN_ASPECT_RATIO", 0.45, 0.4, 0.5),
          pixels("preparation/LetterBoxes", "MAX_ASPECT_RATIO", 1.6, 1.4, 1.8),
          pixels("preparation/LetterBoxes", "MIN_BOXES", 4, 3.0, 5.0),
          pixels("preparation/LetterBoxes", "MAX_DIFFERENCE", 0.2, 0.15, 0.25),
          pixels("preparation/LetterBoxes", "MAX_GAP", 1, 0.8, 1.2),
          pixels("preparation/LetterBoxes", "MAX_ROW_GAP", 0.3, 0.2, 0.4),
          pixels("preparation/LetterBoxes", "MIN_EDGE_SHARE", 0.8, 0.7, 0.9),
          pixels("preparation/LetterBoxes", "MAX_INSIDE_SHARE", 0.25, 0.2, 0.3),
          pixels("preparation/LetterBoxes", "CORNER_PART", 0.15, 0.12, 0.18),
          pixels("preparation/LetterBoxes", "MAX_CORNER_SHARE", 0.25, 0.2, 0.3),
          pixels("preparation/LetterBoxes", "MAX_OUTLINE", 0.15, 0.12, 0.18),
          pixels("preparation/BoxRow", "INSET", 0.08, 0.06, 0.1),
          pixels("preparation/BoxRow", "MIN_SIGN_PART", 0.1, 0.08, 0.12),
          pixels("preparation/BoxRow", "MAX_SHARE_OF_SEVERAL", 0.2, 0.15, 0.25),
          pixels("preparation/BoxRow", "MAX_OUTLINE", 0.2, 0.15, 0.25),
          pixels("preparation/BoxRow", "MIN_OUTLINE_SHARE", 0.5, 0.4, 0.6),
          pixels("preparation/BoxRow", "LETTER_SPACE", 0.15, 0.1, 0.2),
          pixels("preparation/BoxRow", "WORD_SPACE", 0.7, 0.6, 0.8),
          pixels("preparation/BoxRow", "MIN_WORD_GAP", 0.2, 0.15, 0.25),
          pixels("preparation/BoxRow", "GROUND_RANK", 0.7, 0.6, 0.8));

  /* Between the readings of two engines. */
  private static final List<SweptConstant> CHOICE =
      List.of(
          choice("ReadingModel", "PAGE_IN_WORDS", 140, 110.0, 170.0),
          choice("ReadingModel", "MIN_MORE_TEXT", 1.05, 1.03, 1.1),
          choice("LikelierWords", "MIN_OVERLAP", 0.3, 0.2, 0.4),
          choice("BrokenWords", "MAX_GAP_HEIGHTS", 0.6, 0.5, 0.7));

  static final List<SweptConstant> ALL =
      Stream.of(
              KEEPING,
              COLOURS,
              SHAPES,
              PREPARATION,
              WORDS,
              LINES,
              BOXES,
              SweptTextLayerConstants.ALL,
              CHOICE)
          .flatMap(List::stream)
          .toList();

  private SweptConstants() {}
}
