/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what another user of the machine can reach: every port of the loopback address, and the
 * folders.
 */
class EmbeddedStackIT {
  private static final Set<PosixFilePermission> CLOSED =
      PosixFilePermissions.fromString("rwx------");

  @TempDir private static Path data = Path.of("unset");
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = EmbeddedStack.start(data, Map.of(), settings -> () -> {});
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldRefuseClientsOfKafkaWithoutThePassword() throws Exception {
    Map<String, Object> open =
        Map.of(
            "bootstrap.servers",
            stack.bootstrapServers(),
            "default.api.timeout.ms",
            3000,
            "request.timeout.ms",
            2000);
    try (Admin admin = Admin.create(open)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS)).isNotNull();
    }
    try (Admin admin = Admin.create(stack.clients())) {
      assertThat(admin.describeCluster().nodes().get(3, TimeUnit.MINUTES)).hasSize(1);
    }
  }

  @Test
  void shouldRefuseEveryCommandOfRedisWithoutThePassword() throws Exception {
    for (String command : new String[] {"CONFIG SET dir /tmp", "GET ocr:x", "EVAL 1 0", "SAVE"}) {
      assertThat(redis(command)).startsWith("-NOAUTH");
    }
  }

  @Test
  void shouldLetNobodyWriteFilesOrRunCodeByRedis() throws Exception {
    Properties client = new Properties();
    client.load(Files.newBufferedReader(stack.clientProperties()));
    String login = client.getProperty("ocr.cache.uri").replaceAll("redis://(.*)@.*", "$1");
    String auth = "AUTH " + login.replace(':', ' ') + "\r\n";
    assertThat(redis(auth + "SET ocr:x 1\r\nGET ocr:x")).contains("$1\r\n1");
    for (String command :
        new String[] {
          "CONFIG SET dir /tmp", "MODULE LOAD /x.so", "EVAL \"return 1\" 0", "SAVE", "SHUTDOWN",
          "REPLICAOF 127.0.0.1 1", "DEBUG RELOAD", "FLUSHALL", "KEYS *", "ACL WHOAMI"
        }) {
      assertThat(redis(auth + command)).as(command).contains("-NOPERM");
    }
  }

  private static String redis(String commands) throws Exception {
    String[] address = stack.redisAddress().split(":", 2);
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void shouldCloseItsFoldersAndSecretsToOthers() throws Exception {
    try (Stream<Path> made = Files.list(data)) {
      for (Path one : made.toList()) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(one);
        assertThat(CLOSED).as("%s", one).containsAll(rights);
      }
    }
    assertThat(data.resolve("redis/redis.conf")).content().doesNotContain("nopass");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("redis/redis.conf"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldLeaveTheFirstAloneWhenAFolderIsAskedForTwice() throws Exception {
    Path dump = data.resolve("redis/redis.log");
    byte[] before = Files.readAllBytes(dump);
    assertThatThrownBy(() -> EmbeddedStack.start(data, Map.of(), settings -> () -> {}))
        .isInstanceOf(DataLock.InUse.class)
        .hasMessageContaining(
            "%s is in use by process %d".formatted(data, ProcessHandle.current().pid()));
    assertThat(dump).hasBinaryContent(before);
    assertThat(stack.clientProperties()).exists();
  }

  @Test
  void shouldNameTheProcessThatHasTheFolder(@TempDir Path folder) throws Exception {
    Path classes =
        Path.of(
            Objects.requireNonNull(DataLock.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .toURI());
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path") + ":" + classes,
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> DataLock.take(folder))
          .isInstanceOf(DataLock.InUse.class)
          .hasMessageContaining("in use by process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    DataLock.take(folder).close();
  }

  /** Holds the lock of a folder until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
      DataLock lock = DataLock.take(Path.of(arguments[0]));
      System.out.println("locked");
      int end = System.in.read();
      lock.close();
      System.exit(end);
    }
  }
}
