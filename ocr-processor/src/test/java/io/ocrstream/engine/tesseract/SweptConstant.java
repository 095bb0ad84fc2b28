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
 * @param subject what it decides about
 */
record SweptConstant(
    String file, String name, double shipped, List<Double> others, Subject subject) {

  /** What a constant decides about, and so which documents depend on it. */
  enum Subject {
    /** Preprocessing of images, and which recognitions are tried and kept. */
    PIXELS,
    /** One recognition, so that kept recognitions do not hold for other values. */
    RECOGNITION,
    /** Text layers: only PDFs depend on it. */
    TEXT_LAYERS,
    /** The choice between two readings of a page. */
    CHOICE
  }

  static SweptConstant pixels(String file, String name, double shipped, Double... others) {
    return new SweptConstant(file, name, shipped, List.of(others), Subject.PIXELS);
  }

  static SweptConstant recognition(String file, String name, double shipped, Double... others) {
    return new SweptConstant(file, name, shipped, List.of(others), Subject.RECOGNITION);
  }

  static SweptConstant layers(String file, String name, double shipped, Double... others) {
    return new SweptConstant("pdf/" + file, name, shipped, List.of(others), Subject.TEXT_LAYERS);
  }

  static SweptConstant choice(String file, String name, double shipped, Double... others) {
    return new SweptConstant("auto/" + file, name, shipped, List.of(others), Subject.CHOICE);
  }

  /** Returns what the documents are read for, so that the shipped value's scores are known. */
  Subject shippedSubject() {
    return subject == Subject.RECOGNITION ? Subject.PIXELS : subject;
  }

  /** Its class and name. */
  String title() {
    return file.substring(file.indexOf('/') + 1) + "." + name;
  }
}
