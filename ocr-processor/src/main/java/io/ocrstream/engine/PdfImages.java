/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The images that drawing a page would unpack. A small page may name a huge one.
 *
 * <p><b>Bounds:</b> {@link #MAX_OBJECTS} objects of a page are looked at.
 */
final class PdfImages {
  static final int MAX_OBJECTS = 10_000;

  /** Filters may stand before the image's own. */
  private static final List<String> BEFORE_JPEG_2000 = List.of(COSName.JPX_DECODE.getName());

  private PdfImages() {}

  /** What is wrong with one of the page's images; empty if nothing is. */
  static Optional<Problem> tooLarge(PDPage page, PixelLimits limits) throws IOException {
    Deque<COSDictionary> pending = new ArrayDeque<>();
    Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    if (page.getResources() != null) {
      pending.add(page.getResources().getCOSObject());
    }
    while (!pending.isEmpty() && seen.size() < MAX_OBJECTS) {
      COSDictionary objects = pending.remove().getCOSDictionary(COSName.XOBJECT);
      if (objects == null || !seen.add(objects)) {
        continue;
      }
      for (COSBase value : objects.getValues()) {
        COSBase object = value instanceof COSObject reference ? reference.getObject() : value;
        if (object instanceof COSDictionary dictionary && seen.add(dictionary)) {
          Optional<Problem> problem = check(dictionary, limits);
          if (problem.isPresent()) {
            return problem;
          }
          addResources(dictionary, pending);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> check(COSDictionary object, PixelLimits limits)
      throws IOException {
    if (!COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
      return Optional.empty();
    }
    long width = object.getInt(COSName.WIDTH, 1);
    long height = object.getInt(COSName.HEIGHT, 1);
    Optional<Problem> problem =
        width < 1 || height < 1 ? Optional.empty() : limits.check(width, height);
    return problem.isEmpty() && object instanceof COSStream stream && isJpeg2000(stream)
        ? checkJpeg2000(stream, limits)
        : problem;
  }

  private static boolean isJpeg2000(COSStream stream) {
    COSBase filters = stream.getFilters();
    return COSName.JPX_DECODE.equals(filters)
        || (filters instanceof COSArray several && several.indexOf(COSName.JPX_DECODE) >= 0);
  }

  /* What the dictionary says is not what such an image's decoder goes by. */
  private static Optional<Problem> checkJpeg2000(COSStream stream, PixelLimits limits)
      throws IOException {
    try (InputStream raw = new PDStream(stream).createInputStream(BEFORE_JPEG_2000)) {
      return ImageHeaders.codeStream(raw.readNBytes(ImageHeaders.HEAD_BYTES))
          .fold(size -> limits.check(size.width(), size.height()), Optional::of);
    }
  }

  private static void addResources(COSDictionary object, Deque<COSDictionary> pending) {
    COSDictionary resources = object.getCOSDictionary(COSName.RESOURCES);
    if (resources != null) {
      pending.add(resources);
    }
  }
}
