/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs a coverage-guided fuzzer (Jazzer) on the parser of events, and keeps the inputs that it
 * finds:
 *
 * <pre>
 * mvn -Pfuzz -pl ocr-processor -am test -Dtest=EventFuzzer
 * -Dsurefire.failIfNoSpecifiedTests=false \\
 *     -Dfuzz.seconds=600
 * </pre>
 *
 * <p>Its name keeps it out of the build, which only replays the corpus. It starts from {@link
 * EventCorpus}, stops at the first finding or when the time is up, and finally writes the smallest
 * corpus with the same coverage. A finding stays in {@code target/fuzz} with a program that
 * reproduces it. After the bug is fixed, add its input to the corpus, which every test run replays.
 */
final class EventFuzzer {
  /** Maximum size of an input in bytes. Other tests cover events of 64 KiB. */
  private static final int MAX_BYTES = 1024;

  private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final Path CORPUS = Path.of("src/test/resources" + EventCorpus.RESOURCE);

  private final Path folder = Path.of("target/fuzz").toAbsolutePath();

  @Test
  void fuzz() throws Exception {
    Path known = Files.createDirectories(folder.resolve("events"));
    EventCorpus.unpack(known);
    int found =
        fuzz("-max_total_time=" + System.getProperty("fuzz.seconds", "60"), known.toString());
    Path fewest = Files.createTempDirectory(folder, "fewest");
    assertThat(fuzz("-merge=1", fewest.toString(), known.toString())).as("merging").isZero();
    EventCorpus.pack(fewest, CORPUS);
    assertThat(found).as("findings: see above, and %s", folder).isZero();
  }

  private int fuzz(String... how) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(
        command, "-Xmx1g", "-cp", System.getProperty("surefire.test.class.path"), FUZZER);
    Collections.addAll(
        command,
        "--target_class=" + EventParserTarget.class.getName(),
        "--instrumentation_includes=io.ocrstream.**:com.fasterxml.jackson.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-max_len=" + MAX_BYTES);
    Collections.addAll(command, how);
    return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
  }
}
