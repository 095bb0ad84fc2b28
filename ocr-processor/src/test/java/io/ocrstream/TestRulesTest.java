/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a test's answer the same on any machine, as far as a rule can hold it. */
public class TestRulesTest {
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.ocrstream");

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
        // Run by hand, with fonts from files.
        .check(TESTS.that(not(simpleName("SampleDocuments"))));
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
