/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * A word and where it stands.
 *
 * @param text as read, never empty
 * @param x pixels from the page's left edge to the word's
 * @param y pixels from the page's top edge to the word's
 * @param width pixels
 * @param height pixels
 * @param confidence 0 to 1
 */
public record Word(String text, int x, int y, int width, int height, double confidence) {}
