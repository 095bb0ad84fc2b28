/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDVariableText;

/**
 * Opens a PDF, or says why it cannot be read: damaged, protected, or a shell around content that
 * its pages do not show.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> streams past {@link PdfPages#MEMORY_BYTES} go to a
 * temporary file; the limits' objects and pages.
 */
final class PdfOpener {
  private static final COSName COLLECTION = COSName.getPDFName("Collection");
  private static final COSName NEEDS_RENDERING = COSName.getPDFName("NeedsRendering");

  private PdfOpener() {}

  /** Opens {@code file}; the caller closes it. */
  static Attempt<PDDocument> open(Path file, PdfLimits limits) {
    try {
      PDDocument document = parse(file);
      Optional<Problem> problem = Optional.of(unparsable());
      try {
        problem = problemOf(document, limits);
      } finally {
        if (problem.isPresent()) {
          document.close();
        }
      }
      return problem
          .<Attempt<PDDocument>>map(Attempt.Failed::new)
          .orElseGet(() -> Attempt.done(document));
    } catch (Locked e) {
      return Attempt.failed(
          FailureCode.ENCRYPTED, "The PDF needs a password, a certificate or a licence.");
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The parser meets hostile bytes with exceptions of every kind.
      return new Attempt.Failed<>(unparsable());
    }
  }

  private static Problem unparsable() {
    return Problem.of(FailureCode.CORRUPT, "The PDF cannot be parsed.");
  }

  private static PDDocument parse(Path file) throws IOException {
    RandomAccessReadBufferedFile bytes = new RandomAccessReadBufferedFile(file.toFile());
    try {
      return new Parser(bytes).parse();
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private static Optional<Problem> problemOf(PDDocument document, PdfLimits limits) {
    if (document.getDocument().getXrefTable().size() > limits.objects()) {
      return problem(
          FailureCode.TOO_LARGE, "The PDF has more than %d objects.".formatted(limits.objects()));
    }
    PDDocumentCatalog catalog = document.getDocumentCatalog();
    if (isPortfolio(catalog)) {
      return problem(
          FailureCode.UNSUPPORTED_TYPE,
          "The PDF is a portfolio: its content is in attached files, which are not read.");
    }
    if (isDynamicForm(catalog)) {
      return problem(
          FailureCode.UNSUPPORTED_TYPE,
          "The PDF is a dynamic XFA form: its pages exist only once a viewer builds them.");
    }
    Optional<Problem> problem =
        PdfPageTree.mended(document, limits).fold(pages -> Optional.empty(), Optional::of);
    if (problem.isEmpty()) {
      fillForm(catalog);
    }
    return problem;
  }

  /* Values of a form are there, but what they look like may be left to the viewer. */
  private static void fillForm(PDDocumentCatalog catalog) {
    try {
      PDAcroForm form = catalog.getAcroForm();
      if (form == null) {
        return;
      }
      List<PDField> bare = new ArrayList<>();
      for (PDField field : form.getFieldTree()) {
        if (isBare(field)) {
          bare.add(field);
        }
      }
      form.refreshAppearances(bare);
    } catch (IOException | RuntimeException e) {
      // A broken form: its page shows what else it has, in a viewer too.
      return;
    }
  }

  private static boolean isBare(PDField field) {
    return field instanceof PDVariableText
        && !field.getValueAsString().isEmpty()
        && field.getWidgets().stream().allMatch(w -> w.getAppearance() == null);
  }

  private static Optional<Problem> problem(FailureCode code, String message) {
    return Optional.of(Problem.of(code, message));
  }

  /* Its pages are a cover that says which viewer to use. */
  private static boolean isPortfolio(PDDocumentCatalog catalog) {
    return catalog.getCOSObject().getCOSDictionary(COLLECTION) != null
        && catalog.getNames() != null
        && catalog.getNames().getEmbeddedFiles() != null;
  }

  /* Its page says "Please wait". */
  private static boolean isDynamicForm(PDDocumentCatalog catalog) {
    return catalog.getCOSObject().getBoolean(NEEDS_RENDERING, false)
        && catalog.getAcroForm(null) != null
        && catalog.getAcroForm(null).hasXFA();
  }

  /** The document is encrypted in a way that needs what nobody has given. */
  private static final class Locked extends IOException {
    private static final long serialVersionUID = 1;

    Locked(Throwable cause) {
      super(cause);
    }
  }

  /** Tells what is protected from what is damaged. */
  private static final class Parser extends PDFParser {
    Parser(RandomAccessReadBufferedFile bytes) throws IOException {
      super(
          bytes, "", null, null, MemoryUsageSetting.setupMixed(PdfPages.MEMORY_BYTES).streamCache);
    }

    /* Certificates need a library that is not here; rights management needs its own program. */
    @Override
    protected void prepareDecryption() throws IOException {
      try {
        super.prepareDecryption();
      } catch (IOException | RuntimeException | LinkageError e) {
        throw new Locked(e);
      }
    }
  }
}
