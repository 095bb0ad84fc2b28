/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.image.PageImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recognises each line twice, with the network and with a reader of the requested language, and
 * keeps the better result. The network's result takes its accents from the other one.
 *
 * <p><b>Threading:</b> that of the strip reader.
 */
final class LineRecogniser implements PieceReader {
  /** Height of a line in pixels: about that in the training data of the other reader's models. */
  private static final int HEIGHT = 48;

  private static final int MAX_WIDTH = 6000;

  /** White margin around a line in pixels. Without it, letters at the ends are lost. */
  private static final int MARGIN = 8;

  /** Likelihood from which a line is not read by the network too, which costs most. */
  private static final double SURE = 0.95;

  private final Recogniser network;
  private final StripReader strips;

  LineRecogniser(Recogniser network, StripReader strips) {
    this.network = network;
    this.strips = strips;
  }

  @Override
  public Optional<Piece> read(PageImage image, TextBox box) {
    Optional<Piece> spelled = spelled(image, box);
    return spelled.isPresent() && spelled.get().confidence() >= SURE
        ? spelled
        : better(spelled, network.read(image, box).map(this::judged));
  }

  private static Optional<Piece> better(Optional<Piece> spelled, Optional<Piece> read) {
    if (spelled.isEmpty() || read.isEmpty()) {
      return spelled.or(() -> read);
    }
    return spelled.get().confidence() >= read.get().confidence()
        ? spelled
        : Optional.of(Accents.of(spelled.get()).on(read.get()));
  }

  private Optional<Piece> spelled(PageImage image, TextBox box) {
    Strip strip = Strip.of(box, HEIGHT, MAX_WIDTH);
    double width = strip.width() + 2.0 * MARGIN;
    List<DecodedCharacter> glyphs = new ArrayList<>();
    for (StripReader.StripWord word : strips.read(strip.gray(image, MARGIN))) {
      double from = inside(word.from() * width, strip);
      double to = inside(word.to() * width, strip);
      double likely = strips.likelihood(EngineName.TESSERACT, word.confidence());
      if (!glyphs.isEmpty()) {
        glyphs.add(new DecodedCharacter(" ", likely, from));
      }
      addWord(glyphs, word.text(), from, to, likely);
    }
    return glyphs.isEmpty() ? Optional.empty() : Optional.of(new Piece(box, glyphs));
  }

  private static double inside(double x, Strip strip) {
    return Math.max(0, Math.min(1, (x - MARGIN) / strip.width()));
  }

  private static void addWord(
      List<DecodedCharacter> glyphs, String text, double from, double to, double likely) {
    int[] characters = text.codePoints().toArray();
    IntStream.range(0, characters.length)
        .forEach(
            i ->
                glyphs.add(
                    new DecodedCharacter(
                        Character.toString(characters[i]),
                        likely,
                        from + (to - from) * (i + 0.5) / characters.length)));
  }

  /* Confidences of words are means over characters; the calibration is for such means. */
  private Piece judged(Piece piece) {
    List<DecodedCharacter> judged = new ArrayList<>();
    int from = 0;
    List<DecodedCharacter> glyphs = piece.glyphs();
    for (int i = 0; i <= glyphs.size(); i++) {
      if (i == glyphs.size() || glyphs.get(i).isSpace()) {
        addJudged(glyphs.subList(from, i), judged);
        if (i < glyphs.size()) {
          judged.add(glyphs.get(i));
        }
        from = i + 1;
      }
    }
    return new Piece(piece.box(), judged);
  }

  private void addJudged(List<DecodedCharacter> word, List<DecodedCharacter> judged) {
    double mean = word.stream().mapToDouble(DecodedCharacter::probability).average().orElse(0);
    double likely = strips.likelihood(EngineName.ONNX, mean);
    word.forEach(glyph -> judged.add(new DecodedCharacter(glyph.text(), likely, glyph.at())));
  }
}
