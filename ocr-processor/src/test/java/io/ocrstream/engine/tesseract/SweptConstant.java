/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.List;

/**
 * A constant of the engine, and the values to try for it.
 *
 * @param file its class, as a path below the package of engines
 * @param name name of the constant
 * @param shipped the value in the source
 * @param others other values to try
 * @param ofTextLayers whether it decides about text layers, so that only PDFs depend on it
 * @param withinRecognition whether it acts within one recognition, so that kept recognitions do not
 *     hold for other values
 */
record SweptConstant(
    String file,
    String name,
    double shipped,
    List<Double> others,
    boolean ofTextLayers,
    boolean withinRecognition) {

  /**
   * The constants by which most is kept or refused. The values next to the shipped one come first.
   */
  static final List<SweptConstant> ALL =
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

  private static SweptConstant pixels(String file, String name, double shipped, Double... others) {
    return new SweptConstant(file, name, shipped, List.of(others), false, false);
  }

  private static SweptConstant recognition(
      String file, String name, double shipped, Double... others) {
    return new SweptConstant(file, name, shipped, List.of(others), false, true);
  }

  private static SweptConstant layers(String file, String name, double shipped, Double... others) {
    return new SweptConstant("pdf/" + file, name, shipped, List.of(others), true, false);
  }

  /** Its class and name. */
  String title() {
    return file.substring(file.indexOf('/') + 1) + "." + name;
  }
}
