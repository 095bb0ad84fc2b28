/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * The images that drawing a page would unpack. A small page may name a huge one.
 *
 * <p><b>Bounds:</b> {@link #MAX_OBJECTS} objects of a page are looked at.
 */
final class PdfImages {
  static final int MAX_OBJECTS = 10_000;

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

  private static Optional<Problem> check(COSDictionary object, PixelLimits limits) {
    if (!COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
      return Optional.empty();
    }
    long width = object.getInt(COSName.WIDTH, 1);
    long height = object.getInt(COSName.HEIGHT, 1);
    return width < 1 || height < 1 ? Optional.empty() : limits.check(width, height);
  }

  private static void addResources(COSDictionary object, Deque<COSDictionary> pending) {
    COSDictionary resources = object.getCOSDictionary(COSName.RESOURCES);
    if (resources != null) {
      pending.add(resources);
    }
  }
}
