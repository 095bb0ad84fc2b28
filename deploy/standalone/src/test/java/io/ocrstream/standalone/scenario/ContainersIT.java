/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.ocrstream.standalone.LocalPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Tests the main job against Kafka and Redis in containers, as an operator runs them. The images
 * are {@code -Docr.test.kafka-image} and {@code -Docr.test.redis-image}. Without access to a
 * registry, use any images that start the same way. Skipped if no Docker engine answers.
 */
class ContainersIT {
  private static final String KAFKA_IMAGE =
      System.getProperty("ocr.test.kafka-image", "apache/kafka:4.3.1");
  private static final String REDIS_IMAGE =
      System.getProperty("ocr.test.redis-image", "redis:8.2.2");

  private static final int REDIS_PORT = 6379;
  private static final int COPIES = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> SAMPLES =
      List.of("english.png", "letter.pdf", "notice.gif", "receipt-sideways.jpg");

  @TempDir private static Path folder = Path.of("unset");

  private static final int PORT = freePort();
  private static final GenericContainer<?> KAFKA = kafka();
  private static final GenericContainer<?> REDIS =
      new GenericContainer<>(DockerImageName.parse(REDIS_IMAGE)).withExposedPorts(REDIS_PORT);

  @BeforeAll
  static void start() {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
    KAFKA.start();
    REDIS.start();
  }

  @AfterAll
  static void stop() {
    REDIS.stop();
    KAFKA.stop();
  }

  @Test
  void shouldAnswerSamplesAndCopiesOnceAndOutliveTheBroker() throws Exception {
    Path documents = Files.createDirectories(folder.resolve("documents")).toRealPath();
    try (AutoCloseable pipeline = new LocalPipeline(Map.of()).start(settings(documents));
        UploadEvents uploads = new UploadEvents(client(), "ocr.documents", documents);
        Ledger ledger = new Ledger(client(), "ocr.results", "ocr.failures")) {
      Objects.requireNonNull(pipeline);
      Set<String> asked = new TreeSet<>(publishSamples(uploads));
      awaitAnswers(ledger, asked);
      Set<String> repeats = publishSamples(uploads);
      asked.addAll(repeats);
      awaitAnswers(ledger, asked);
      assertThat(repeats).allMatch(id -> ledger.answer(id).source().equals("cache"));

      Set<String> copies = publishCopies(uploads, 1);
      asked.addAll(copies);
      awaitAnswers(ledger, asked);
      assertThat(copies.stream().filter(id -> ledger.answer(id).source().equals("ocr"))).hasSize(1);

      asked.addAll(publishCopies(uploads, 2));
      kill();
      asked.addAll(publishCopies(uploads, 3));
      awaitAnswers(ledger, asked);
      ledger.catchUp();
      assertThat(ledger.answers()).hasSameSizeAs(asked).allMatch(Answer::isResult);
    }
  }

  /** Sends SIGKILL. The same container starts again with its data. */
  private static void kill() {
    DockerClient docker = DockerClientFactory.instance().client();
    docker.killContainerCmd(KAFKA.getContainerId()).exec();
    docker.startContainerCmd(KAFKA.getContainerId()).exec();
  }

  private static void awaitAnswers(Ledger ledger, Set<String> asked) {
    await("answers")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              ledger.poll();
              assertThat(ledger.answered()).containsAll(asked);
            });
  }

  private static Set<String> publishSamples(UploadEvents uploads) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (String name : SAMPLES) {
      try (InputStream sample = ContainersIT.class.getResourceAsStream("/samples/" + name)) {
        byte[] bytes = Objects.requireNonNull(sample).readAllBytes();
        ids.add(uploads.publish(uploads.put(name, bytes), "sha256:" + Audit.sha256(bytes)));
      }
    }
    uploads.flush();
    return ids;
  }

  private static Set<String> publishCopies(UploadEvents uploads, int number) throws Exception {
    byte[] page = Pages.line(number);
    String uri = uploads.put("page-" + number + ".png", page);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      ids.add(uploads.publish(uri, "sha256:" + Audit.sha256(page)));
    }
    uploads.flush();
    return ids.stream().collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + PORT);
  }

  private static Map<String, String> settings(Path documents) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ocr.kafka.bootstrap-servers", "127.0.0.1:" + PORT);
    settings.put(
        "ocr.cache.uri", "redis://" + REDIS.getHost() + ":" + REDIS.getMappedPort(REDIS_PORT));
    settings.put("ocr.cache.lookup-deadline", "5s");
    settings.put("ocr.content.file-roots", documents.toString());
    settings.put("ocr.topics.replication-factor", "1");
    settings.put("ocr.topics.entry-partitions", "2");
    settings.put("ocr.topics.work-partitions", "2");
    settings.put("ocr.processor.state-dir", folder.resolve("state").toString());
    settings.put("ocr.worker.work-dir", folder.resolve("work").toString());
    settings.put("ocr.engine.install-dir", folder.resolve("engine").toString());
    settings.put("ocr.ops.port", "0");
    settings.put("ocr.ops.page", "off");
    return settings;
  }

  /** Uses a port that stays the same after a restart. */
  private static GenericContainer<?> kafka() {
    ExposedPort port = ExposedPort.tcp(PORT);
    return new GenericContainer<>(DockerImageName.parse(KAFKA_IMAGE))
        .withEnv("KAFKA_NODE_ID", "1")
        .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
        .withEnv("KAFKA_LISTENERS", "CONTROLLER://:9093,HOST://:" + PORT)
        .withEnv("KAFKA_ADVERTISED_LISTENERS", "HOST://127.0.0.1:" + PORT)
        .withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,HOST:PLAINTEXT")
        .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "HOST")
        .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
        .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
        .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
        .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withCreateContainerCmdModifier(
            command -> {
              HostConfig host = Objects.requireNonNull(command.getHostConfig());
              command
                  .withExposedPorts(port)
                  .withHostConfig(
                      host.withPortBindings(
                          new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", PORT), port)));
            })
        .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1))
        .withStartupTimeout(PATIENCE);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
