/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.image.PageImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads a page's image: finds its text, turns the page where that stands on its side or its head,
 * and reads it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> time: the deadline is looked at before each run of a
 * network, so it is passed by one run at most; memory: the network's input and output, and the
 * page.
 */
final class OnnxReader {
  /** Mean confidence below which a page may stand on its head. */
  private static final double DOUBTFUL = 0.8;

  /** Pieces that are read both ways to tell which way is up. */
  private static final int SAMPLE = 8;

  /** How much taller than wide a piece is whose text does not run along its width. */
  private static final double TALL = 1.5;

  /** Heights of a line that such a piece must have: a lone digit is tall, too. */
  private static final double TALL_LINES = 2;

  private final Detector detector;
  private final PieceReader recogniser;
  private final LongSupplier nanoTime;

  OnnxReader(Detector detector, PieceReader recogniser, LongSupplier nanoTime) {
    this.detector = detector;
    this.recogniser = recogniser;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads the image of a page.
   *
   * @param size the page's
   * @param deadline until when, as {@code nanoTime} counts
   */
  Engine.PageOutcome read(PageImage image, PageImages.Size size, long deadline) {
    Run run = new Run(size, deadline);
    Page page = run.read(image);
    return run.isLate()
        ? new Engine.Unreadable(
            Problem.of(FailureCode.TIMED_OUT, "The page took longer than it may."))
        : new Engine.Read(page);
  }

  /** The reading of one page. */
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
      if ((sideways || confidence(pieces) < DOUBTFUL) && isOnItsHead(image, found)) {
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
        along.add(isTall(box) && box.height() >= TALL_LINES * lineHeight ? box.upwards() : box);
      }
      return recogniser.read(image, along, this::isLate);
    }

    /** Whether the longest pieces read better with the page turned by a half. */
    private boolean isOnItsHead(PageImage image, List<TextBox> boxes) {
      List<TextBox> sample =
          boxes.stream()
              .sorted(Comparator.comparingDouble(TextBox::length).reversed())
              .limit(SAMPLE)
              .toList();
      List<TextBox> turned = sample.stream().map(TextBox::onItsHead).toList();
      return confidence(recognise(image, turned)) > confidence(recognise(image, sample));
    }
  }

  private static boolean isSideways(List<TextBox> boxes) {
    double tall = boxes.stream().filter(OnnxReader::isTall).mapToDouble(TextBox::length).sum();
    return tall > boxes.stream().mapToDouble(TextBox::length).sum() / 2;
  }

  private static boolean isTall(TextBox box) {
    return box.height() >= TALL * box.width();
  }

  private static double lineHeight(List<TextBox> boxes) {
    double[] heights =
        boxes.stream().mapToDouble(box -> Math.min(box.width(), box.height())).toArray();
    Arrays.sort(heights);
    return heights.length == 0 ? 0 : heights[heights.length / 2];
  }

  /* By length, so that specks do not count. */
  private static double confidence(List<Piece> pieces) {
    double sum = pieces.stream().mapToDouble(p -> p.confidence() * p.box().length()).sum();
    double length = pieces.stream().mapToDouble(p -> p.box().length()).sum();
    return length == 0 ? 0 : sum / length;
  }
}
