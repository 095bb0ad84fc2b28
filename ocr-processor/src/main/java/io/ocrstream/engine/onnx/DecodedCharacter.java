/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A character that was read.
 *
 * @param text the character
 * @param probability 0 to 1
 * @param at where along its strip it stands, 0 to 1
 */
record DecodedCharacter(String text, double probability, double at) {
  boolean isSpace() {
    return text.isBlank();
  }
}
