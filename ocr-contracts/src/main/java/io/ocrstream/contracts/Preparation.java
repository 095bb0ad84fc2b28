/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** Lists the preprocessing steps of a page's image before the reading that was kept. */
public enum Preparation implements Json.Named {
  /** Rotated by a multiple of 90 degrees to make the text upright. */
  TURNED,
  /** Rotated by less than 90 degrees to make the lines horizontal. */
  STRAIGHTENED,
  /** Enlarged, because the letters were small. */
  UPSCALED,
  /** Background levels evened out. */
  BACKGROUND_NORMALISED,
  /** Salt-and-pepper noise removed. */
  DESPECKLED,
  /** Inverted from light text on a dark background. */
  INVERTED,
  /** Binarised with a threshold per tile. */
  TILED_THRESHOLD,
  /** Binarised with a threshold per pixel. */
  ADAPTIVE_THRESHOLD,
  /**
   * Patterns and colours of the background, coloured strokes across the text, or boxes around
   * single letters, made white.
   */
  GROUND_WHITENED,
  /** Dots of a dot-matrix printer joined to strokes. */
  DOTS_JOINED;
}
