/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A recognised character.
 *
 * @param text the character
 * @param probability 0 to 1
 * @param at position along the strip, 0 to 1
 */
record DecodedCharacter(String text, double probability, double at) {
  boolean isSpace() {
    return text.isBlank();
  }
}
