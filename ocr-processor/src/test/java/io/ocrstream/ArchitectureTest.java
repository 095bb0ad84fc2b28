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
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which packages may depend on which. ArchUnit itself fails a rule that matches no class. */
class ArchitectureTest {
  private static final String ROOT = "io.ocrstream.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // The embedded servers are on the class path of the tests only.
          .withImportOption(location -> !location.contains("/embedded/"))
          .importPackages("io.ocrstream");

  /**
   * The packages that each package may depend on, besides itself. Every package has a line, and may
   * depend only on packages above it, so there are no cycles.
   */
  private static final String NEIGHBOURS =
      """
      concurrent:
      contracts:
      client: contracts
      flight:
      config: contracts
      config.loader: config contracts
      intake: contracts
      output: contracts
      kafka: concurrent config contracts
      statistics: contracts kafka
      metrics: contracts
      resilience: concurrent metrics
      content: concurrent config contracts
      content.file: config content contracts
      content.https: config content contracts
      content.s3: config content contracts
      content.schemes: config content content.file content.https content.s3 contracts
      cache: contracts
      cache.redis: cache concurrent config contracts metrics
      cache.admin: cache cache.redis config contracts
      engine: config contracts
      engine.natives: engine
      engine.image: contracts engine
      engine.preparation: contracts engine engine.image
      engine.pdf.layout: contracts engine
      engine.pdf: contracts engine engine.image engine.pdf.layout engine.preparation
      engine.searchable: contracts engine engine.image engine.pdf engine.pdf.layout
      engine.document: config contracts engine engine.image engine.natives engine.pdf engine.searchable
      engine.tesseract: config contracts engine engine.document engine.image engine.natives engine.preparation engine.searchable
      engine.onnx.models: contracts engine engine.image
      engine.onnx: config contracts engine engine.document engine.image engine.onnx.models
      engine.auto: config contracts engine engine.document engine.image engine.tesseract
      engine.installed: config contracts engine engine.auto engine.document engine.tesseract
      engine.child.sandbox: config engine
      engine.child: concurrent config config.loader contracts engine engine.child.sandbox engine.installed metrics
      ops: config
      ops.web: concurrent config contracts kafka ops
      topology.records: contracts flight metrics statistics
      topology.intake: cache config contracts engine intake topology.records
      topology.flight: cache contracts flight topology.records
      topology.statistics: contracts statistics topology.records
      topology: config contracts flight metrics topology.flight topology.intake topology.records topology.statistics
      topology.progress: concurrent contracts flight metrics topology
      worker.task: contracts metrics
      worker.document: cache content contracts engine metrics output
      worker: cache content contracts metrics resilience worker.document worker.task
      gateway: client concurrent config config.loader content content.schemes contracts intake metrics ops
      models: config config.loader contracts engine engine.child engine.installed engine.onnx.models engine.tesseract worker.document
      app: *
      doctor: app cache.redis config content content.s3 content.schemes contracts engine engine.child.sandbox engine.installed engine.natives kafka models
      submit: app client config config.loader content content.schemes contracts kafka
      cli: *
      """;

  /** Packages of commands. Only commands depend on them. */
  private static final Set<String> COMMANDS = Set.of("cli", "doctor", "submit");

  /**
   * Maximum number of files in a package. {@code contracts} may have more, because all public types
   * are in one place.
   */
  private static final int MAX_FILES = 35;

  private static Stream<Arguments> neighbours() {
    return NEIGHBOURS
        .lines()
        .map(line -> line.split(": ?", 2))
        .map(parts -> Arguments.of(parts[0].trim(), parts[1]));
  }

  private static Set<String> packages() {
    return neighbours()
        .map(line -> (String) line.get()[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldHaveAPlaceForEveryPackage() {
    assertThat(ours())
        .extracting(p -> p.getName().substring(ROOT.length()))
        .hasSameElementsAs(packages());
  }

  @Test
  void shouldSayOfEveryPackageThatItIsNullMarked() {
    assertThat(ours()).allMatch(p -> p.isAnnotatedWith(NullMarked.class));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void shouldSeeOnlyItsNeighbours(String name, String neighbours) {
    Set<String> strangers = packages();
    strangers.remove(name);
    if (neighbours.equals("*")) {
      strangers.removeIf(other -> !COMMANDS.contains(other));
    }
    Arrays.asList(neighbours.split(" ")).forEach(strangers::remove);
    if (name.equals("cli")) {
      strangers.removeAll(COMMANDS);
    }
    if (!strangers.isEmpty()) {
      noClasses()
          .that(resideInAPackage(ROOT + name))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(strangers.stream().map(s -> ROOT + s).toArray(String[]::new)))
          .check(CLASSES);
    }
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching("io.ocrstream.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void shouldHoldFewFiles(String name, String neighbours) {
    long files =
        CLASSES.stream()
            .filter(c -> c.getPackageName().equals(ROOT + name))
            .filter(JavaClass::isTopLevelClass)
            .count();
    assertThat(files).isBetween(1L, name.equals("contracts") ? 50L : MAX_FILES);
  }

  /**
   * Packages that may use a library, with their subpackages. The first of them must use it, which
   * proves that the library's name is spelled correctly.
   */
  @ParameterizedTest
  @CsvSource({
    "cache.redis cache.admin, io.lettuce..",
    "resilience cache.redis, io.github.resilience4j..",
    "engine.tesseract engine.natives, net.sourceforge.tess4j..",
    "engine.image engine.natives engine.preparation engine.searchable engine.tesseract, net.sourceforge.lept4j..",
    "engine.pdf engine.searchable, org.apache.pdfbox..",
    "engine.image, com.drew..",
    "engine, com.sun.jna..",
    "engine.onnx, ai.onnxruntime..",
    "content.s3 content.schemes, software.amazon.awssdk..",
    "content.https, org.apache.hc..",
    "cli submit, picocli..",
    "ops gateway, com.sun.net.httpserver..",
    "ops, org.eclipse.jetty..",
    "topology app, org.apache.kafka.streams..",
    "topology, org.rocksdb..",
    "kafka topology worker.task ops.web statistics app cli submit client, org.apache.kafka..",
    "contracts intake cache.redis ops, com.fasterxml.jackson..",
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
   * {@code RecordHeaders} is the one exception: a new record needs headers, and Kafka has no other
   * public implementation. Kafka's own examples use it too.
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
        .doNotHaveFullyQualifiedName(ROOT + "topology.records.ErrorHeaders")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(RecordHeaders.class)
        .check(CLASSES);
  }

  /** So every meter is in the table; the process's own meters come from binders. */
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

  /** Only the command line prints to the terminal. */
  @Test
  void shouldLogInsteadOfPrinting() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES.that(not(inCommands())));
  }

  private static DescribedPredicate<JavaClass> inCommands() {
    return resideInAnyPackage(COMMANDS.stream().map(name -> ROOT + name).toArray(String[]::new));
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
