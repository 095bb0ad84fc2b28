/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know what. ArchUnit itself fails a rule that speaks of no class at all. */
class ArchitectureTest {
  private static final String ROOT = "io.ocrstream.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ocrstream");

  /** All of ours, so that a new package has to be given its place here. */
  private static final Set<String> PACKAGES =
      Set.of(
          "app",
          "breaker",
          "cache",
          "config",
          "content",
          "contracts",
          "engine",
          "engine.child",
          "engine.onnx",
          "flight",
          "intake",
          "metrics",
          "ops",
          "ops.web",
          "output",
          "statistics",
          "topology",
          "worker");

  @Test
  void shouldHaveAPlaceForEveryPackage() {
    assertThat(ours())
        .extracting(p -> p.getName().substring(ROOT.length()))
        .hasSameElementsAs(PACKAGES);
  }

  @Test
  void shouldSayOfEveryPackageThatItIsNullMarked() {
    assertThat(ours()).allMatch(p -> p.isAnnotatedWith(NullMarked.class));
  }

  /** The packages that each package may see of ours, besides itself; everything else is refused. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          contracts, ''
          flight,    ''
          config,    contracts
          breaker,   metrics
          intake,    contracts config
          content,   contracts config
          metrics,   contracts
          cache,     contracts config metrics
          engine,    contracts config
          engine.child, contracts config engine metrics
          engine.onnx, contracts config engine
          ops,       contracts config
          ops.web,   contracts config ops
          output,    contracts
          statistics, contracts
          topology,  contracts config intake cache engine flight metrics statistics
          worker,    contracts config breaker content cache engine output metrics
          """)
  void shouldSeeOnlyItsNeighbours(String name, String neighbours) {
    Set<String> strangers = new TreeSet<>(PACKAGES);
    strangers.remove(name);
    Arrays.asList(neighbours.split(" ")).forEach(strangers::remove);

    noClasses()
        .that(resideInAPackage(ROOT + name))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(strangers.stream().map(s -> ROOT + s).toArray(String[]::new)))
        .check(CLASSES);
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching("io.ocrstream.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /**
   * A library is one package's own; {@code app} wires and may name it where it is listed. That the
   * owner does use it shows that the library's name is spelt as it is.
   */
  @ParameterizedTest
  @CsvSource({
    "cache, io.lettuce..",
    "breaker cache, io.github.resilience4j..",
    "engine, net.sourceforge.tess4j..",
    "engine, net.sourceforge.lept4j..",
    "engine, org.apache.pdfbox..",
    "engine, com.drew..",
    "engine, com.sun.jna..",
    "engine.onnx, ai.onnxruntime..",
    "config, io.smallrye..",
    "content, software.amazon.awssdk..",
    "content, org.apache.hc..",
    "app, picocli..",
    "ops app, com.sun.net.httpserver..",
    "ops, org.eclipse.jetty..",
    "topology app, org.apache.kafka.streams..",
    "topology, org.rocksdb..",
    "topology worker ops.web statistics app, org.apache.kafka..",
    "contracts config intake cache ops, com.fasterxml.jackson..",
  })
  void shouldBeUsedByItsOwnersOnly(String owners, String library) {
    String[] allowed =
        Arrays.stream(owners.split(" ")).map(o -> ROOT + o + "..").toArray(String[]::new);

    noClasses()
        .that(not(resideInAnyPackage(allowed)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(CLASSES);
    assertThat(dependencies(allowed[0])).anyMatch(resideInAPackage(library));
  }

  /**
   * {@code RecordHeaders} is the one exception: a record that is made, not passed on, needs
   * headers, and Kafka has no other public implementation of them; its own examples make them so.
   */
  @Test
  void shouldNotUseInternalsOfKafka() {
    DescribedPredicate<JavaClass> internals =
        resideInAPackage("org.apache.kafka..internals..")
            .and(
                DescribedPredicate.describe(
                    "are not RecordHeaders", c -> !c.isEquivalentTo(RecordHeaders.class)));

    noClasses().should().dependOnClassesThat(internals).check(CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "topology.ErrorHeaders")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(RecordHeaders.class)
        .check(CLASSES);
  }

  /** So that no meter is made that is not in the table: the process's own come from binders. */
  @Test
  void shouldMakeMetersInOnePlace() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT + "metrics", ROOT + "ops")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a registry or a builder makes a meter", ArchitectureTest::makesMeter))
        .check(CLASSES);
  }

  private static boolean makesMeter(JavaMethodCall call) {
    boolean ofRegistry =
        call.getTargetOwner().isAssignableTo(MeterRegistry.class)
            && Set.of("counter", "gauge", "timer", "summary").contains(call.getName());
    boolean ofBuilder =
        call.getTargetOwner().getName().startsWith("io.micrometer.core")
            && call.getName().equals("register");
    return ofRegistry || ofBuilder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.util.logging..", "org.apache.commons.logging.."})
  void shouldNotDependOn(String unwanted) {
    noClasses().should().dependOnClassesThat(resideInAPackage(unwanted)).check(CLASSES);
  }

  /** What people read on a terminal is the command line's to say. */
  @Test
  void shouldLogInsteadOfPrinting() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES.that(not(are("app"))));
  }

  private static DescribedPredicate<JavaClass> are(String name) {
    return resideInAPackage(ROOT + name);
  }

  private static List<JavaPackage> ours() {
    return CLASSES.stream().map(JavaClass::getPackage).distinct().toList();
  }

  private static Set<JavaClass> dependencies(String owner) {
    return CLASSES.that(resideInAPackage(owner)).stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .map(d -> d.getTargetClass())
        .collect(Collectors.toSet());
  }
}
