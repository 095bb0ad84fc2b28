/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentMembershipDictionary;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.jspecify.annotations.Nullable;

/**
 * Answers which layers (optional content groups) of a document are off, and whether the content
 * that is drawn now is on one of these.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> visibility expressions are evaluated {@value
 * #MAX_DEPTH} levels deep; deeper ones count as visible.
 */
final class PdfLayers {
  private static final int MAX_DEPTH = 20;
  private static final COSName EXPRESSION = COSName.getPDFName("VE");

  private final @Nullable PDOptionalContentProperties properties;
  private final Deque<Boolean> hiding = new ArrayDeque<>();
  private int hiddenForms;

  PdfLayers(PDDocument document) {
    properties = document.getDocumentCatalog().getOCProperties();
  }

  /** Begins marked content. */
  void beginContent(COSName tag, @Nullable COSDictionary membership) {
    hiding.push(COSName.OC.equals(tag) && isOff(membership));
  }

  /** Ends the marked content that was begun last. */
  void endContent() {
    hiding.poll();
  }

  /** Begins the content of a form. */
  void beginForm(PDFormXObject form) {
    hiddenForms += isOff(form) ? 1 : 0;
  }

  /** Ends the content of a form. */
  void endForm(PDFormXObject form) {
    hiddenForms -= isOff(form) ? 1 : 0;
  }

  /** Returns whether {@code object}, a form or an image, is hidden. */
  boolean isOff(PDXObject object) {
    return isOff(object.getCOSObject().getCOSDictionary(COSName.OC));
  }

  /** Returns whether what is drawn now is on a layer that is off. */
  boolean isHidden() {
    return hiddenForms > 0 || hiding.contains(true);
  }

  /** Returns whether content of {@code membership}, a group or a rule over groups, is hidden. */
  boolean isOff(@Nullable COSDictionary membership) {
    return properties != null && membership != null && isOff(membership, properties, 0);
  }

  private static boolean isOff(
      COSDictionary membership, PDOptionalContentProperties properties, int depth) {
    PDPropertyList list = PDPropertyList.create(membership);
    if (list instanceof PDOptionalContentGroup group) {
      return !properties.isGroupEnabled(group);
    }
    if (list instanceof PDOptionalContentMembershipDictionary rule) {
      COSArray expression = membership.getCOSArray(EXPRESSION);
      return expression == null
          ? isOff(rule, properties)
          : !isOn(expression, properties, depth + 1);
    }
    return false;
  }

  private static boolean isOff(
      PDOptionalContentMembershipDictionary rule, PDOptionalContentProperties properties) {
    List<Boolean> on =
        rule.getOCGs().stream()
            .filter(PDOptionalContentGroup.class::isInstance)
            .map(group -> properties.isGroupEnabled((PDOptionalContentGroup) group))
            .toList();
    if (on.isEmpty()) {
      return false;
    }
    return switch (rule.getVisibilityPolicy().getName()) {
      case "AllOn" -> on.contains(false);
      case "AnyOff" -> !on.contains(false);
      case "AllOff" -> on.contains(true);
      default -> !on.contains(true);
    };
  }

  /* An expression is an array of And, Or or Not, and its operands. */
  private static boolean isOn(
      COSArray expression, PDOptionalContentProperties properties, int depth) {
    boolean and = "And".equals(expression.getName(0));
    boolean not = "Not".equals(expression.getName(0));
    boolean any = false;
    boolean all = true;
    for (int i = 1; i < expression.size() && depth < MAX_DEPTH; i++) {
      COSBase operand = expression.getObject(i);
      boolean on = true;
      if (operand instanceof COSArray inner) {
        on = isOn(inner, properties, depth + 1);
      } else if (operand instanceof COSDictionary group) {
        on = !isOff(group, properties, depth + 1);
      }
      any |= on;
      all &= on;
    }
    return depth >= MAX_DEPTH || (not ? !all : and ? all : any);
  }
}
