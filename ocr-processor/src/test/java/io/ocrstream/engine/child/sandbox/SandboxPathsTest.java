/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.child.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPathsTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldNameJavaAndModelsAndNothingThatIsNotThere() throws IOException {
    assertThat(
            SandboxPaths.readable(
                Isolation.settings(Map.of("models-dir", folder.toString())),
                folder.resolve("none").toString()))
        .contains(folder, Path.of(System.getProperty("java.home")))
        .doesNotContain(folder.resolve("none"))
        .allMatch(Files::exists)
        .noneMatch(path -> path.startsWith("/etc/passwd") || path.equals(Path.of("/")));
  }

  @Test
  void shouldNameTheJarsThatAManifestNames() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Path first = Files.createFile(lib.resolve("first.jar"));
    Path second = Files.createFile(lib.resolve("second.jar"));
    Path jar = folder.resolve("program.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/first.jar lib/second.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    assertThat(SandboxPaths.readable(Isolation.settings(Map.of()), jar.toString()))
        .contains(jar, first, second)
        .doesNotContain(folder, lib);
  }
}
