/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files that the build adds to a distribution, and its launcher. */
class DistributionFilesTest {
  private static final String BILL =
      """
      {"components": [{"name": "models", "version": "1", "purl": "pkg:maven/a.b/models@1?type=jar"},
        {"purl": "pkg:maven/a.b/natives@2?classifier=linux-x86_64&type=jar"}]}""";

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldWriteAPageForEveryCommandThatTheFormatterAccepts() throws Exception {
    DistributionFiles.write(folder);

    assertThat(folder.resolve("man/man1/ocr-doctor.1"))
        .content()
        .contains(".SH \"NAME\"\nocr\\-doctor \\- Check what", "\\-\\-worker", "Exit code: 0");
    assertThat(folder.resolve("man/man1/ocr-failures-replay.1")).exists();
    assertThat(folder.resolve("completion/ocr.fish")).content().contains("-a doctor");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
      for (Path page : pages.toList()) {
        assertThat(run(List.of("groff", "-man", "-ww", "-z", page.toString()))).isEmpty();
      }
    }
  }

  @Test
  void shouldAddNativesAndModelsToTheBillAndMissNoJar() throws IOException {
    Path bill = Files.writeString(folder.resolve("sbom.json"), BILL);
    Path jars = Files.createDirectory(folder.resolve("lib"));
    jar(jars.resolve("models-1.jar"), "eng.traineddata");
    jar(jars.resolve("natives-2-linux-x86_64.jar"), "org/libtesseract.so.5.5");
    jar(jars.resolve("ocr-standalone.jar"), "Program.class");

    BillOfMaterials.complete(bill, jars);

    assertThat(bill)
        .content()
        .contains("machine-learning-model", "natives-2-linux-x86_64.jar!/org/libtesseract.so.5.5")
        .contains("\"alg\" : \"SHA-256\"")
        .doesNotContain("Program.class");
    jar(jars.resolve("unknown-3.jar"), "Any.class");
    assertThatThrownBy(() -> BillOfMaterials.complete(bill, jars))
        .hasMessage("the bill of materials lacks [unknown-3.jar]");
  }

  private static void jar(Path file, String entry) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(1);
    }
  }

  /** A program in place of Java prints its arguments. */
  @Test
  void shouldStartTheJarsBesideTheLauncherWithoutABuild() throws Exception {
    Path home = Files.createDirectories(folder.resolve("a b/ocr-stream"));
    Path launcher = Files.createDirectory(home.resolve("bin")).resolve("ocr");
    Files.copy(Path.of("../../ocr"), launcher);
    Path lib = Files.createDirectory(home.resolve("lib"));
    jar(lib.resolve("ocr-standalone.jar"), "Program.class");
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case $1 in
          -XshowSettings*) echo "    java.specification.version = 21" ;;
          *) printf '<%s>' "$@" ;;
        esac
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();

    String started = run(List.of("/bin/sh", launcher.toString(), "tail", "-n", "1"));

    assertThat(started)
        .contains("<-cp><" + lib.toRealPath() + "/ocr-standalone.jar:" + lib.toRealPath() + "/*>")
        .contains("-XX:SharedArchiveFile=" + folder.resolve("cache/ocr-stream/classes-21.jsa"))
        .endsWith("<io.ocrstream.standalone.StandaloneMain><tail><-n><1>");
  }

  private String run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().remove("JAVA_OPTS");
    return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
  }
}
