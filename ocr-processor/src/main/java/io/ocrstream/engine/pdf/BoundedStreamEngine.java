/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.state.PDSoftMask;
import org.jspecify.annotations.Nullable;

/**
 * Runs the content stream of one page within limits and reports its painted paths to the subclass.
 * It renders nothing.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> {@link PdfLimits#operators()} and
 * {@link PdfLimits#formDepth()}. <b>Fails:</b> above them, with {@link LimitExceeded}.
 */
abstract class BoundedStreamEngine extends PDFGraphicsStreamEngine {
  private final PdfLimits limits;
  private final GeneralPath path = new GeneralPath();
  private long operators;
  private boolean clipping;
  private boolean insideMask;
  private @Nullable PDSoftMask shownMask;

  BoundedStreamEngine(PDPage page, PdfLimits limits) {
    super(page);
    this.limits = limits;
  }

  /**
   * Signals that the page exceeds a limit. An exception, because the walk is a deep stack of
   * library calls.
   */
  static final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    LimitExceeded(String message) {
      super(message, null, false, false);
      this.problem = Problem.of(FailureCode.TOO_LARGE, message);
    }

    Problem problem() {
      return problem;
    }
  }

  /** Distinguishes filled paths from stroked ones. */
  enum PaintMode {
    /** The area is painted; the outline may be painted too. */
    FILLED,
    /** Only the outline is painted. */
    STROKED
  }

  /** Handles a painted path. The path is reset afterwards, so it must not be kept. */
  abstract void drawn(GeneralPath path, PaintMode mode);

  /** Handles a path that is intersected with the current clip. */
  abstract void clipped(GeneralPath path);

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    operators++;
    if (operators > limits.operators()) {
      throw new LimitExceeded(
          "The page draws more than %d operators".formatted(limits.operators()));
    }
    if (getLevel() > limits.formDepth()) {
      throw new LimitExceeded(
          "The page nests drawings deeper than %d levels".formatted(limits.formDepth()));
    }
    super.processOperator(operator, operands);
  }

  /**
   * Runs the content of the current soft mask, once. What a mask draws is seen as the shape of what
   * is painted through it. A mask's own masks are not run, because they may form a loop.
   */
  final void showSoftMask() throws IOException {
    PDSoftMask mask = getGraphicsState().getSoftMask();
    if (insideMask || mask == null || mask == shownMask) {
      return;
    }
    shownMask = mask;
    PDTransparencyGroup group = mask.getGroup();
    if (group != null) {
      insideMask = true;
      try {
        processSoftMask(group);
      } finally {
        insideMask = false;
      }
    }
  }

  @Override
  public void strokePath() throws IOException {
    paint(PaintMode.STROKED);
  }

  @Override
  public void fillPath(int windingRule) throws IOException {
    paint(PaintMode.FILLED);
  }

  @Override
  public void fillAndStrokePath(int windingRule) throws IOException {
    paint(PaintMode.FILLED);
  }

  /* The mask runs after the path is finished, because it draws paths of its own. */
  private void paint(PaintMode mode) throws IOException {
    drawn(path, mode);
    endPath();
    showSoftMask();
  }

  @Override
  public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
    path.moveTo(p0.getX(), p0.getY());
    path.lineTo(p1.getX(), p1.getY());
    path.lineTo(p2.getX(), p2.getY());
    path.lineTo(p3.getX(), p3.getY());
    path.closePath();
  }

  @Override
  public void clip(int windingRule) {
    path.setWindingRule(windingRule);
    clipping = true;
  }

  @Override
  public void moveTo(float x, float y) {
    path.moveTo(x, y);
  }

  @Override
  public void lineTo(float x, float y) {
    if (path.getCurrentPoint() == null) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }

  @Override
  public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
    if (path.getCurrentPoint() == null) {
      path.moveTo(x3, y3);
    } else {
      path.curveTo(x1, y1, x2, y2, x3, y3);
    }
  }

  @Override
  public @Nullable Point2D getCurrentPoint() {
    return path.getCurrentPoint();
  }

  @Override
  public void closePath() {
    if (path.getCurrentPoint() != null) {
      path.closePath();
    }
  }

  @Override
  public void endPath() {
    if (clipping) {
      clipped(path);
      clipping = false;
    }
    path.reset();
  }
}
