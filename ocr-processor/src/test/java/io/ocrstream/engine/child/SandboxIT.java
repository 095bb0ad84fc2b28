/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.child.sandbox.SandboxSupport;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the sandbox on a real kernel: a child under an attacker's control tries each {@link
 * Attack}.
 */
class SandboxIT {
  private static final String REFUSED =
      "(?s).*(AccessDenied|Permission denied|Operation not permitted|cross-device|error (1|13)$).*";

  @TempDir private static Path folder = Path.of("unset");

  private static IsolatedEngine confined;
  private static IsolatedEngine free;
  private static ServerSocket tcp;
  private static int targets;
  private static final List<AutoCloseable> OPEN = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        SandboxSupport.ofKernel().isFull(),
        "this kernel offers no Landlock, or no seccomp filters");
    confined = start("required");
    free = start("off");
    tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    OPEN.addAll(List.of(confined, free, tcp));
  }

  private static IsolatedEngine start(String sandbox) {
    EngineConfig settings = Isolation.settings(Map.of("sandbox", sandbox, "child.spares", "0"));
    return IsolatedEngine.start(
        settings, InstalledEngines.of(settings), 1, HostileChild.class.getName(), List.of());
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable resource : OPEN) {
      resource.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseWhatAnEngineHasNoBusinessWith(Attack attack) throws Exception {
    Path target = target();
    assertThat(outcome(confined, attack, target)).matches(REFUSED);
    assertThat(target).hasContent("secret");
    assertThat(tree(target.resolveSibling("")))
        .containsExactlyInAnyOrderElementsOf(laidOut(target));
  }

  /** Shows that the attack works without a sandbox, so that the other test proves something. */
  @ParameterizedTest
  @EnumSource
  void shouldAllowItWithoutASandbox(Attack attack) throws Exception {
    assumeTrue(!attack.isPrivileged() || isRoot(), "other users may not do that anyway");
    assertThat(outcome(free, attack, target())).doesNotMatch(REFUSED);
  }

  @Test
  void shouldPassOnNothingThatMayBeSecret() throws Exception {
    Path document = folder.resolve("environment");
    Files.writeString(document, HostileChild.ENVIRONMENT);
    assertThat(answer(confined, document).replaceAll("[\\[\\] ]", "").split(","))
        .isSubsetOf(
            "PATH",
            "LD_LIBRARY_PATH",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "HOME",
            "TMPDIR",
            "CLASSPATH",
            "MALLOC_ARENA_MAX",
            "OMP_THREAD_LIMIT");
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(folder, "unix:uid").equals(0);
  }

  /** Creates a file outside the engine's folders, and beside it what attacks look for. */
  private static Path target() throws IOException {
    // Short names, because a socket's path has at most 107 characters.
    Path own = Files.createDirectory(folder.resolve(Integer.toString(targets++)));
    Path target = Files.writeString(own.resolve("f-" + tcp.getLocalPort()), "secret");
    Files.createDirectory(Path.of(target + ".folder"));
    Files.copy(library(), Path.of(target + ".so"));
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    OPEN.add(socket.bind(UnixDomainSocketAddress.of(target + ".s")));
    return target;
  }

  private static List<Path> laidOut(Path target) {
    return Stream.of("", ".folder", ".so", ".s").map(end -> Path.of(target + end)).toList();
  }

  private static List<Path> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static Path library() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("target", "engine"))) {
      return all.filter(path -> path.endsWith("libleptonica.so.6")).findFirst().orElseThrow();
    }
  }

  private static String outcome(IsolatedEngine engine, Attack attack, Path target)
      throws IOException {
    Path document = Files.createTempFile(folder, "document-", null);
    return answer(engine, Files.writeString(document, attack + " " + target));
  }

  private static String answer(IsolatedEngine engine, Path document) {
    return engine
        .open(document, Isolation.info())
        .fold(opened -> "opened", problem -> problem.message());
  }
}
