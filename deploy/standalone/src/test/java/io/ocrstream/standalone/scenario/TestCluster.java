/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.embedded.EmbeddedRedis;
import io.ocrstream.kafka.TopicsAdmin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Kafka and Redis with all topics, and the roles that a test starts on them: in this JVM, or in
 * their own if they are to be killed. Tests share one broker, each with its own prefix of topics
 * and groups, unless they request their own brokers.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TestCluster implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final EmbeddedKafka kafka;
  private final String prefix;
  private final EmbeddedRedis redis;
  private final Path folder;
  private final Path documents;
  private final Map<String, String> overrides;
  private final Deque<Running> roles = new ArrayDeque<>();
  private final UploadEvents uploads;
  private final Ledger ledger;

  private TestCluster(
      EmbeddedKafka kafka,
      String prefix,
      EmbeddedRedis redis,
      Path folder,
      Map<String, String> given)
      throws Exception {
    this.kafka = kafka;
    this.prefix = prefix;
    this.redis = redis;
    this.folder = folder;
    this.documents = Files.createDirectories(folder.resolve("documents")).toRealPath();
    this.overrides = given;
    TopicsAdmin.create(settings("admin"));
    this.uploads = new UploadEvents(client(), prefix + "ocr.documents", documents);
    this.ledger = ledger("ocr.results", "ocr.failures");
  }

  /** Uses the shared broker. */
  static TestCluster start(Path folder, Map<String, String> overrides) throws Exception {
    String prefix = "test-%d.".formatted(COUNT.incrementAndGet());
    return start(SharedKafka.get(), prefix, folder, overrides);
  }

  /** Starts its own brokers. */
  static TestCluster start(int nodes, Path folder, Map<String, String> overrides) throws Exception {
    return over(EmbeddedKafka.temporary(nodes), folder, overrides);
  }

  /** Uses a broker that the cluster closes. */
  static TestCluster over(EmbeddedKafka kafka, Path folder, Map<String, String> overrides)
      throws Exception {
    try {
      return start(kafka, "", folder, overrides);
    } catch (Exception | Error e) {
      kafka.close();
      throw e;
    }
  }

  private static TestCluster start(
      EmbeddedKafka kafka, String prefix, Path folder, Map<String, String> overrides)
      throws Exception {
    EmbeddedRedis redis = EmbeddedRedis.temporary();
    try {
      return new TestCluster(kafka, prefix, redis, folder, overrides);
    } catch (Exception | Error e) {
      redis.close();
      throw e;
    }
  }

  /** Returns the client properties for the brokers. */
  Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** Returns the prefix of topics and groups. */
  String prefix() {
    return prefix;
  }

  /** Reads topics from the beginning, by their names without prefix. */
  Ledger ledger(String... topics) {
    return new Ledger(client(), prefix, topics);
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  EmbeddedRedis redis() {
    return redis;
  }

  UploadEvents uploads() {
    return uploads;
  }

  /** Reads results and failures. */
  Ledger ledger() {
    return ledger;
  }

  /** Starts a processor in this JVM. */
  Running processor(String name) throws Exception {
    return processor(name, new SimpleMeterRegistry());
  }

  /** Starts a processor in this JVM with its meters in {@code registry}. */
  Running processor(String name, MeterRegistry registry) throws Exception {
    Settings settings = settings(name);
    RedisCache cache = Caches.open(settings, registry);
    try {
      ProcessorRole role = ProcessorRole.start(settings, registry, cache);
      return added(stopping(role::close, cache));
    } catch (Exception | Error e) {
      cache.close();
      throw e;
    }
  }

  /** Starts a worker in this JVM. */
  Running worker(String name) throws Exception {
    return worker(name, Map.of());
  }

  /** Starts a worker in this JVM with other settings. */
  Running worker(String name, Map<String, String> more) throws Exception {
    Map<String, String> all = all(name);
    all.putAll(more);
    Settings settings = SettingsLoader.of(all);
    RedisCache cache = Caches.open(settings, new SimpleMeterRegistry());
    try {
      WorkerRole role = WorkerRole.start(settings, new SimpleMeterRegistry(), cache);
      return added(stopping(role::close, cache));
    } catch (Exception | Error e) {
      cache.close();
      throw e;
    }
  }

  /** Starts a role in its own JVM: {@code processor} or {@code worker}. */
  ChildRole child(String role, String name, Map<String, String> more) throws Exception {
    Map<String, String> all = all(name);
    all.putAll(more);
    return started(ChildRole.start(role, all, log(name)));
  }

  /** Starts a program in its own JVM. */
  ChildRole child(ChildRole.Program program, String role, String name) throws Exception {
    return started(ChildRole.start(program, role, all(name), log(name)));
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private ChildRole started(ChildRole child) {
    roles.push(child);
    return child;
  }

  /** Stops {@code role} with the others. */
  Running added(Running role) {
    roles.push(role);
    return role;
  }

  private static Running stopping(Running role, RedisCache cache) {
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (!closed.getAndSet(true)) {
        role.close();
        cache.close();
      }
    };
  }

  /** Changes a topic's setting as an operator might, while the roles run. */
  void setTopic(String topic, String key, String value) throws Exception {
    try (Admin admin = Admin.create(client())) {
      AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }

  private Settings settings(String name) {
    return SettingsLoader.of(all(name));
  }

  /** Returns the settings of a command that needs Kafka only. */
  Map<String, String> address() {
    return Map.of(
        "ocr.kafka.bootstrap-servers", kafka.bootstrapServers(), "ocr.kafka.topic-prefix", prefix);
  }

  /** Returns every setting of a role. */
  Map<String, String> all(String name) {
    Map<String, String> all = ScenarioSettings.of(name, folder);
    all.putAll(address());
    all.put("ocr.cache.uri", redis.uri());
    all.put("ocr.content.file-roots", documents.toString());
    all.putAll(overrides);
    return all;
  }

  /** Waits until all these events are answered, as long as a test may take. */
  void awaitAnswers(Collection<String> eventIds) throws Exception {
    awaitAnswers(eventIds, LONGEST);
  }

  /** Waits until all these events are answered. */
  void awaitAnswers(Collection<String> eventIds, Duration patience) throws Exception {
    uploads.flush();
    await(eventIds.size() + " answers")
        .atMost(patience)
        .until(
            () -> {
              ledger.poll();
              return ledger.answered().containsAll(eventIds);
            });
  }

  /** Stops all roles in reverse order, so that the topics no longer change. */
  void stopRoles() {
    while (!roles.isEmpty()) {
      roles.pop().close();
    }
  }

  /** Stops all roles, and reads all topics again. */
  Audit audit() {
    stopRoles();
    return new Audit(this);
  }

  @Override
  public void close() {
    try {
      stopRoles();
    } finally {
      ledger.close();
      uploads.close();
      redis.close();
      if (prefix.isEmpty()) {
        kafka.close();
      } else {
        SharedKafka.deleteTopics(prefix);
      }
    }
  }
}
