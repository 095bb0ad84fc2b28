/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.time.Duration;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that keep a test's result the same on any machine, as far as static rules can. */
public class TestRulesTest {
  private static final JavaClasses TESTS =
      ArchConfiguration.withThreadLocalScope(TestRulesTest::read);

  /** Reads the tests only. The rules are about what they call, and not about those classes. */
  private static JavaClasses read(ArchConfiguration configuration) {
    configuration.setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages("io.ocrstream");
  }

  @Test
  void shouldWaitForConditionsAndNotForTimeToPass() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .because("Awaitility waits for a condition")
        .check(TESTS);
  }

  @Test
  void shouldDrawTextWithTheFontOfTheTests() {
    noClasses()
        .should()
        .callConstructor(Font.class, String.class, int.class, int.class)
        .orShould()
        .callMethod(Graphics.class, "drawString", String.class, int.class, int.class)
        .orShould()
        .callMethod(Graphics2D.class, "drawString", String.class, float.class, float.class)
        .because("the fonts of the machine differ: TestFont draws the same everywhere")
        // Runs only by hand, with fonts from files.
        .check(TESTS.that(not(simpleName("SampleDocuments"))));
  }

  /** PDF standard fonts are drawn with the machine's fonts if it has them. */
  @Test
  void shouldEmbedTheFontOfTheTestsInPdfsThatAreDrawn() {
    noClasses()
        .should()
        .callConstructor(PDType1Font.class, Standard14Fonts.FontName.class)
        .because("TestFont is embedded in PDFs that are drawn")
        // The text of these is searched, counted or overwritten, but never drawn and
        // recognised.
        .check(
            TESTS.that(
                not(
                    simpleName("SampleDocuments")
                        .or(simpleName("TextLayerPdf"))
                        .or(simpleName("HostilePdfs"))
                        .or(simpleName("ScanPdfs"))
                        .or(simpleName("PdfTextIT")))));
  }

  @Test
  void shouldNotChangeWhatAllTestsOfAJvmShare() {
    noClasses()
        .should()
        .callMethod(Locale.class, "setDefault", Locale.class)
        .orShould()
        .callMethod(Locale.class, "setDefault", Locale.Category.class, Locale.class)
        .orShould()
        .callMethod(TimeZone.class, "setDefault", TimeZone.class)
        .because("the next test would run in another place")
        .check(TESTS);
  }

  @Test
  void shouldNotMeasureWhatTheMachineDoes() {
    noClasses()
        .should()
        .callMethodWhere(target(nameStartingWith("assertTimeout")))
        .orShould()
        .callMethodWhere(target(nameStartingWith("succeedsWithin")))
        .because("a slow machine is no defect")
        .check(TESTS);
  }

  @Test
  void shouldLeaveTheBoundOfATestToTheBuild() {
    noClasses()
        .should()
        .beAnnotatedWith(Timeout.class)
        .because("junit-platform.properties ends what hangs, on slow machines too")
        .check(TESTS);
  }
}
