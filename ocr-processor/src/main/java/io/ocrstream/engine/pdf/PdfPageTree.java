/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
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
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pages of a PDF by walking its page tree, whatever its count says. A tree that
 * miscounts, loops or is too deep for the library is replaced in memory by a flat one.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@link PdfLimits#pages()}; each node is visited
 * once.
 */
public final class PdfPageTree {
  /** Depth above which a tree is flattened. */
  static final int MAX_DEPTH = 40;

  /** Attributes that pages inherit from their ancestors. */
  private static final List<COSName> INHERITED =
      List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);

  private final int maxPages;
  private final Set<COSDictionary> entered = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Branch> path = new ArrayDeque<>();
  private final List<COSDictionary> leaves = new ArrayList<>();
  private final List<Branch> owners = new ArrayList<>();
  private boolean sound = true;

  /** A tree node during the walk. */
  private static final class Branch {
    private final COSDictionary node;
    private final @Nullable Branch parent;
    private final @Nullable COSArray kids;
    private int next;
    private int pages;

    Branch(COSDictionary node, @Nullable Branch parent) {
      this.node = node;
      this.parent = parent;
      this.kids = node.getCOSArray(COSName.KIDS);
    }

    boolean hasNext() {
      return kids != null && next < kids.size();
    }

    @Nullable COSBase next() {
      return kids == null ? null : kids.getObject(next++);
    }
  }

  private PdfPageTree(int maxPages) {
    this.maxPages = maxPages;
  }

  /**
   * Counts the pages of {@code document}, and repairs its page tree in memory where needed.
   *
   * @return the number of pages, or {@code TOO_MANY_PAGES}, or {@code CORRUPT} if there are none
   */
  public static Outcome<Integer> repairAndCount(PDDocument document, PdfLimits limits) {
    COSDictionary root =
        document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES);
    if (root == null || !isBranch(root)) {
      return counted(document.getNumberOfPages());
    }
    PdfPageTree tree = new PdfPageTree(limits.pages());
    if (!tree.walk(root)) {
      return Outcome.failed(
          FailureCode.TOO_MANY_PAGES, "The PDF has more than %d pages".formatted(limits.pages()));
    }
    if (!tree.sound) {
      tree.flatten(root);
    }
    return counted(tree.leaves.size());
  }

  private static Outcome<Integer> counted(int pages) {
    return pages < 1
        ? Outcome.failed(FailureCode.CORRUPT, "The PDF has no pages")
        : Outcome.of(pages);
  }

  private static boolean isBranch(COSDictionary node) {
    return COSName.PAGES.equals(node.getCOSName(COSName.TYPE)) || node.containsKey(COSName.KIDS);
  }

  /*
   * Returns false above the limit. Uses an explicit stack, since the tree may be deeper than the thread's
   * stack.
   */
  private boolean walk(COSDictionary root) {
    enter(root, null);
    while (!path.isEmpty()) {
      Branch branch = path.getLast();
      if (!branch.hasNext()) {
        leave(path.removeLast());
      } else if (branch.next() instanceof COSDictionary kid) {
        if (isBranch(kid)) {
          enter(kid, branch);
        } else if (leaves.size() == maxPages) {
          return false;
        } else {
          leaves.add(kid);
          owners.add(branch);
          branch.pages++;
        }
      } else {
        sound = false;
      }
    }
    return true;
  }

  private void enter(COSDictionary node, @Nullable Branch parent) {
    boolean first = entered.add(node);
    sound &= first && path.size() < MAX_DEPTH;
    if (first) {
      path.addLast(new Branch(node, parent));
    }
  }

  private void leave(Branch branch) {
    sound &= branch.node.getInt(COSName.COUNT, -1) == branch.pages;
    if (branch.parent != null) {
      branch.parent.pages += branch.pages;
    }
  }

  private void flatten(COSDictionary root) {
    COSArray kids = new COSArray();
    for (int i = 0; i < leaves.size(); i++) {
      COSDictionary leaf = leaves.get(i);
      for (Branch above = owners.get(i); above != null; above = above.parent) {
        for (COSName key : INHERITED) {
          COSBase value = above.node.getItem(key);
          if (value != null && !leaf.containsKey(key)) {
            leaf.setItem(key, value);
          }
        }
      }
      leaf.setItem(COSName.PARENT, root);
      kids.add(leaf);
    }
    root.setItem(COSName.KIDS, kids);
    root.setInt(COSName.COUNT, leaves.size());
  }
}
