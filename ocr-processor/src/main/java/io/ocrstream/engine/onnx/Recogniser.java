/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads pieces of text, several at a time.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_STRIPS} pieces and, unless a single one is
 * longer, {@link #MAX_BATCH_PIXELS} pixels of length in one run.
 */
final class Recogniser {
  /** Pieces of one run. */
  static final int MAX_STRIPS = 16;

  /** Pixels of length of one run, padding too: a number for each character comes out for some. */
  static final int MAX_BATCH_PIXELS = 4096;

  private static final int MULTIPLE = 16;

  private final ModelConfig.Recognition description;
  private final Network network;
  private final Decoder decoder;

  Recogniser(ModelConfig.Recognition description, Network network, Decoder decoder) {
    this.description = description;
    this.network = network;
    this.decoder = decoder;
  }

  /**
   * Reads what is in {@code boxes}, whose widths run along their texts.
   *
   * @param stop asked before each run; once it says so, the rest is left unread
   * @return what was read; pieces without a character are left out
   */
  List<Piece> read(PageImage image, List<TextBox> boxes, BooleanSupplier stop) {
    List<Strip> strips = new ArrayList<>();
    for (TextBox box : boxes) {
      strips.add(Strip.of(box, description.size().height(), description.size().maxWidth()));
    }
    // Strips of like length need little padding; the sort is stable, so that runs are always alike.
    strips.sort(Comparator.comparingInt(Strip::width));
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (from < strips.size() && !stop.getAsBoolean()) {
      int to = from + 1;
      while (to < strips.size()
          && to - from < MAX_STRIPS
          && (to - from + 1) * padded(strips.get(to)) <= MAX_BATCH_PIXELS) {
        to++;
      }
      pieces.addAll(run(image, strips.subList(from, to)));
      from = to;
    }
    return pieces;
  }

  private int padded(Strip strip) {
    int width = Math.max(description.size().minWidth(), strip.width());
    int multiple = (width + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    return Math.min(description.size().maxWidth(), multiple);
  }

  private List<Piece> run(PageImage image, List<Strip> strips) {
    int width = padded(strips.get(strips.size() - 1));
    int height = description.size().height();
    int size = PageImage.COLOURS * width * height;
    float[] values = new float[strips.size() * size];
    for (int i = 0; i < strips.size(); i++) {
      strips.get(i).write(image, description.pixels(), values, i * size, width);
    }
    Tensor scores =
        network.run(new Tensor(values, strips.size(), PageImage.COLOURS, height, width));
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < strips.size(); i++) {
      double used = (double) strips.get(i).width() / width;
      List<DecodedCharacter> glyphs = decoder.decode(scores, i, used);
      if (glyphs.stream().anyMatch(glyph -> !glyph.isSpace())) {
        pieces.add(new Piece(strips.get(i).box(), glyphs));
      }
    }
    return pieces;
  }
}
