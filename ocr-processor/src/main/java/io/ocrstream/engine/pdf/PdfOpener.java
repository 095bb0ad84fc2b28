/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;

/**
 * Opens a PDF, or returns why it cannot be read: it is damaged, protected, a portfolio or a dynamic
 * form.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link PdfLimits#objects()} and {@link
 * PdfLimits#pages()}; streams above {@link PdfPages#MEMORY_BYTES} go to a temporary file.
 */
final class PdfOpener {
  private static final COSName COLLECTION = COSName.getPDFName("Collection");
  private static final COSName NEEDS_RENDERING = COSName.getPDFName("NeedsRendering");

  private PdfOpener() {}

  /** Opens {@code file}. The caller closes the document. */
  static Outcome<PDDocument> open(Path file, PdfLimits limits) {
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
      return Outcome.unless(problem, () -> Outcome.of(document));
    } catch (ProtectedException e) {
      return Outcome.failed(
          FailureCode.ENCRYPTED, "The PDF needs a password, a certificate or a licence");
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // On hostile input the parser throws exceptions of every kind.
      return Outcome.failed(unparsable());
    }
  }

  private static Problem unparsable() {
    return Problem.of(FailureCode.CORRUPT, "The PDF cannot be parsed");
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
          FailureCode.TOO_LARGE, "The PDF has more than %d objects".formatted(limits.objects()));
    }
    PDDocumentCatalog catalog = document.getDocumentCatalog();
    if (isPortfolio(catalog)) {
      return problem(
          FailureCode.UNSUPPORTED_TYPE,
          "The PDF is a portfolio: its content is in attached files, which are not read");
    }
    if (isDynamicForm(catalog)) {
      return problem(
          FailureCode.UNSUPPORTED_TYPE,
          "The PDF is a dynamic XFA form: its pages exist only once a viewer builds them");
    }
    Optional<Problem> problem = PdfPageTree.repairAndCount(document, limits).problem();
    if (problem.isEmpty()) {
      FormFields.fill(catalog);
    }
    return problem;
  }

  private static Optional<Problem> problem(FailureCode code, String message) {
    return Optional.of(Problem.of(code, message));
  }

  /* The pages of a portfolio are only a cover sheet. */
  private static boolean isPortfolio(PDDocumentCatalog catalog) {
    return catalog.getCOSObject().getCOSDictionary(COLLECTION) != null
        && catalog.getNames() != null
        && catalog.getNames().getEmbeddedFiles() != null;
  }

  /* The only page of a dynamic XFA form says "Please wait". */
  private static boolean isDynamicForm(PDDocumentCatalog catalog) {
    return catalog.getCOSObject().getBoolean(NEEDS_RENDERING, false)
        && catalog.getAcroForm(null) != null
        && catalog.getAcroForm(null).hasXFA();
  }

  /** Signals that decryption needs a password, a certificate or a rights management service. */
  private static final class ProtectedException extends IOException {
    private static final long serialVersionUID = 1;

    ProtectedException(Throwable cause) {
      super(cause);
    }
  }

  /** Distinguishes protected files from damaged ones. */
  private static final class Parser extends PDFParser {
    Parser(RandomAccessReadBufferedFile bytes) throws IOException {
      super(
          bytes, "", null, null, MemoryUsageSetting.setupMixed(PdfPages.MEMORY_BYTES).streamCache);
    }

    /*
     * Certificates need a library that is not included; rights management needs the vendor's
     * program.
     */
    @Override
    protected void prepareDecryption() throws IOException {
      try {
        super.prepareDecryption();
      } catch (IOException | RuntimeException | LinkageError e) {
        throw new ProtectedException(e);
      }
    }
  }
}
