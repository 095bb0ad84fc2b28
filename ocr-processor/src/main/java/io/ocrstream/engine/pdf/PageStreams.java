/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * Finds all streams that drawing a page can reach: through forms, patterns, masks, fonts and
 * annotations. References to other pages are not followed.
 *
 * <p><b>Bounds:</b> the document's objects, at most {@link PdfLimits#objects()}.
 */
final class PageStreams {
  /**
   * Keys that lead from an annotation to the rest of the document. Elsewhere they are ordinary
   * names.
   */
  private static final Set<COSName> KEYS_TO_OTHER_PAGES =
      Set.of(COSName.PARENT, COSName.P, COSName.getPDFName("Popup"), COSName.getPDFName("Dest"));

  private PageStreams() {}

  /** Returns the streams of {@code page}, each once. */
  static List<COSStream> of(PDPage page) {
    List<COSStream> streams = new ArrayList<>();
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSBase> pending = new ArrayDeque<>();
    COSDictionary dictionary = page.getCOSObject();
    add(dictionary.getDictionaryObject(COSName.CONTENTS), seen, pending);
    if (page.getResources() != null) {
      add(page.getResources().getCOSObject(), seen, pending);
    }
    if (dictionary.getDictionaryObject(COSName.ANNOTS) instanceof COSArray annotations) {
      addAnnotations(annotations, seen, pending);
    }
    while (!pending.isEmpty()) {
      COSBase next = pending.remove();
      if (next instanceof COSStream stream) {
        streams.add(stream);
      }
      if (next instanceof COSDictionary parts) {
        parts.getValues().forEach(value -> add(value, seen, pending));
      } else if (next instanceof COSArray parts) {
        parts.forEach(part -> add(part, seen, pending));
      }
    }
    return streams;
  }

  /*
   * Annotations are not marked as seen: the same object may also be reached in another role, and is
   * then followed in full.
   */
  private static void addAnnotations(
      COSArray annotations, Set<COSBase> seen, Deque<COSBase> pending) {
    for (int i = 0; i < annotations.size(); i++) {
      if (annotations.getObject(i) instanceof COSDictionary annotation) {
        annotation.entrySet().stream()
            .filter(entry -> !KEYS_TO_OTHER_PAGES.contains(entry.getKey()))
            .forEach(entry -> add(entry.getValue(), seen, pending));
      }
    }
  }

  private static void add(@Nullable COSBase value, Set<COSBase> seen, Deque<COSBase> pending) {
    COSBase object = value instanceof COSObject reference ? reference.getObject() : value;
    boolean holds = object instanceof COSDictionary || object instanceof COSArray;
    // Other keys than those in KEYS_TO_OTHER_PAGES may also lead to pages or page tree nodes.
    boolean page =
        object instanceof COSDictionary dictionary
            && (COSName.PAGE.equals(dictionary.getCOSName(COSName.TYPE))
                || COSName.PAGES.equals(dictionary.getCOSName(COSName.TYPE)));
    if (object != null && holds && !page && seen.add(object)) {
      pending.add(object);
    }
  }
}
