/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.image.PageImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Recognises the image of a page: detects text, rotates the page if its text is sideways or upside
 * down, and recognises the text.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the deadline is checked before each run of a network, so
 * it may be exceeded by one run; memory for the page and the network's input and output.
 */
final class OnnxReader {
  /** Mean confidence below which a page may be upside down. */
  private static final double MIN_CONFIDENCE_UPRIGHT = 0.8;

  /** Number of pieces that are recognised in both orientations. */
  private static final int ORIENTATION_SAMPLE_PIECES = 8;

  /** Ratio of height to width from which the text of a piece is vertical. */
  private static final double MIN_VERTICAL_ASPECT_RATIO = 1.5;

  /**
   * Height from which such a piece is vertical, in heights of a line. A single digit is tall too.
   */
  private static final double MIN_VERTICAL_LINE_HEIGHTS = 2;

  private final Detector detector;
  private final PieceReader recogniser;
  private final LongSupplier nanoTime;

  OnnxReader(Detector detector, PieceReader recogniser, LongSupplier nanoTime) {
    this.detector = detector;
    this.recogniser = recogniser;
    this.nanoTime = nanoTime;
  }

  /**
   * Recognises the image of a page.
   *
   * @param size size of the page
   * @param deadline in terms of {@code nanoTime}
   */
  Outcome<Page> read(PageImage image, PageImages.Size size, long deadline) {
    Run run = new Run(size, deadline);
    Page page = run.read(image);
    return run.isLate()
        ? Outcome.failed(Problem.of(FailureCode.TIMED_OUT, "The page exceeded its time limit"))
        : Outcome.of(page);
  }

  /** The recognition of one page. */
  private final class Run {
    private final PageImages.Size size;
    private final long deadline;

    Run(PageImages.Size size, long deadline) {
      this.size = size;
      this.deadline = deadline;
    }

    boolean isLate() {
      return nanoTime.getAsLong() - deadline >= 0;
    }

    Page read(PageImage page) {
      List<TextBox> boxes = detect(page);
      boolean sideways = isSideways(boxes);
      PageImage image = sideways ? page.turned(3) : page;
      int quarters = sideways ? 3 : 0;
      List<TextBox> found = sideways ? detect(image) : boxes;
      List<Piece> pieces = recognise(image, found);
      int attempts = 1;
      if ((sideways || confidence(pieces) < MIN_CONFIDENCE_UPRIGHT) && isUpsideDown(image, found)) {
        image = image.turned(2);
        quarters = (quarters + 2) % 4;
        pieces = recognise(image, detect(image));
        attempts++;
      }
      InputFrame frame = new InputFrame(size, quarters, image.width(), image.height());
      return PageText.page(pieces, frame, attempts);
    }

    private List<TextBox> detect(PageImage image) {
      return isLate() ? List.of() : detector.detect(image);
    }

    private List<Piece> recognise(PageImage image, List<TextBox> boxes) {
      double lineHeight = lineHeight(boxes);
      List<TextBox> along = new ArrayList<>();
      for (TextBox box : boxes) {
        along.add(
            isTall(box) && box.height() >= MIN_VERTICAL_LINE_HEIGHTS * lineHeight
                ? box.upwards()
                : box);
      }
      return recogniser.read(image, along, this::isLate);
    }

    /** Returns whether the longest pieces have a higher confidence when rotated by a half turn. */
    private boolean isUpsideDown(PageImage image, List<TextBox> boxes) {
      List<TextBox> sample =
          boxes.stream()
              .sorted(Comparator.comparingDouble(TextBox::length).reversed())
              .limit(ORIENTATION_SAMPLE_PIECES)
              .toList();
      List<TextBox> turned = sample.stream().map(TextBox::upsideDown).toList();
      return confidence(recognise(image, turned)) > confidence(recognise(image, sample));
    }
  }

  private static boolean isSideways(List<TextBox> boxes) {
    double tall = boxes.stream().filter(OnnxReader::isTall).mapToDouble(TextBox::length).sum();
    return tall > boxes.stream().mapToDouble(TextBox::length).sum() / 2;
  }

  private static boolean isTall(TextBox box) {
    return box.height() >= MIN_VERTICAL_ASPECT_RATIO * box.width();
  }

  private static double lineHeight(List<TextBox> boxes) {
    double[] heights =
        boxes.stream().mapToDouble(box -> Math.min(box.width(), box.height())).toArray();
    Arrays.sort(heights);
    return heights.length == 0 ? 0 : heights[heights.length / 2];
  }

  /* The mean weighted by length, so that specks do not count. */
  private static double confidence(List<Piece> pieces) {
    double sum = pieces.stream().mapToDouble(p -> p.confidence() * p.box().length()).sum();
    double length = pieces.stream().mapToDouble(p -> p.box().length()).sum();
    return length == 0 ? 0 : sum / length;
  }
}
