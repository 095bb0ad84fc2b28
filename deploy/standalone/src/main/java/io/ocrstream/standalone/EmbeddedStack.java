/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.embedded.EmbeddedRedis;
import io.ocrstream.embedded.Folders;
import io.ocrstream.embedded.LoopbackPorts;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Kafka, Redis and the pipeline in one folder.
 *
 * <p><b>Threading:</b> one thread starts it; any thread may close it once.
 */
public final class EmbeddedStack implements AutoCloseable {
  /** Interval of share group heartbeats after the start: the brokers' default. */
  private static final String HEARTBEAT_MS = "5000";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);

  /** Folder of the files that users upload to the web page. */
  static final String UPLOADS = "uploads";

  /** File with the client settings of a run: addresses and login. */
  static final String CLIENT_PROPERTIES = "client.properties";

  /** Folder of the outputs that are files. */
  static final String OUTPUTS = "outputs";

  static final String OPS_PORT = "ocr.ops.port";

  private final Path folder;
  private final boolean temporary;
  private final int opsPort;
  private final Credentials credentials = Credentials.random();
  private @Nullable DataLock lock;
  private @Nullable EmbeddedKafka kafka;
  private @Nullable EmbeddedRedis redis;
  private @Nullable AutoCloseable pipeline;

  private EmbeddedStack(Path folder, boolean temporary, int opsPort) {
    this.folder = folder;
    this.temporary = temporary;
    this.opsPort = opsPort;
  }

  /**
   * Starts all three.
   *
   * @param data folder that keeps the data between runs; null for a temporary folder
   * @param allowed settings of the readable locations and of the page, and optionally the
   *     endpoints' port
   * @throws DataLock.InUse if another process uses {@code data}, which is then unchanged
   */
  public static EmbeddedStack start(
      @Nullable Path data, Map<String, String> allowed, Pipeline pipeline) throws Exception {
    int port =
        allowed.containsKey(OPS_PORT)
            ? Integer.parseInt(allowed.getOrDefault(OPS_PORT, ""))
            : LoopbackPorts.free(1).get(0);
    EmbeddedStack stack =
        data == null
            ? new EmbeddedStack(Folders.temporary("ocr-run-"), true, port)
            : new EmbeddedStack(make(data.toAbsolutePath().normalize()), false, port);
    try {
      stack.lock = DataLock.take(stack.folder);
      Folders.makePrivate(stack.outputs());
      Folders.makePrivate(stack.uploads());
      stack.startServers();
      Map<String, String> settings = stack.settings(allowed);
      Folders.writePrivately(stack.clientProperties(), StackSettings.ofClients(settings));
      stack.pipeline = pipeline.start(settings);
      stack.calm();
      return stack;
    } catch (Exception | Error e) {
      // Also for an Error: if a native library does not load, no server may stay behind.
      stack.close();
      throw e;
    }
  }

  /* Short heartbeats speed up the start of members. Afterwards they would only keep the broker busy. */
  private void calm() throws ExecutionException, InterruptedException {
    AlterConfigOp slow =
        new AlterConfigOp(
            new ConfigEntry("share.heartbeat.interval.ms", HEARTBEAT_MS), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (ShareGroup group : ShareGroup.values()) {
      String name = KafkaNames.PLAIN.of(group);
      changes.put(new ConfigResource(ConfigResource.Type.GROUP, name), List.of(slow));
    }
    try (Admin admin = Admin.create(clients())) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  /* Keeps the permissions of an existing folder; the folders in it are private. */
  private static Path make(Path folder) {
    Path made = Files.isDirectory(folder) ? folder : Folders.makePrivate(folder);
    if (!Files.isWritable(made)) {
      throw new UncheckedIOException(new AccessDeniedException(made.toString()));
    }
    return made;
  }

  /**
   * Creates the data folder.
   *
   * @throws UncheckedIOException if the folder is not usable
   */
  static void prepare(Path data) {
    var unused = make(data.toAbsolutePath().normalize());
  }

  private void startServers() {
    // Both start in parallel, because the broker needs one or two seconds to load classes.
    CompletableFuture<EmbeddedRedis> starting =
        CompletableFuture.supplyAsync(
            () -> EmbeddedRedis.in(folder.resolve("redis"), credentials.redisServer()));
    try {
      kafka = EmbeddedKafka.in(folder.resolve("kafka"), credentials.kafkaBroker());
    } finally {
      redis = starting.join();
    }
  }

  /** Returns the settings of parts that use these servers, on top of {@code allowed}. */
  public Map<String, String> settings(Map<String, String> allowed) {
    return new StackSettings(folder, credentials, opsPort)
        .of(allowed, bootstrapServers(), redisAddress());
  }

  private Path uploads() {
    return folder.resolve(UPLOADS);
  }

  private Path outputs() {
    return folder.resolve(OUTPUTS);
  }

  /** Returns the addresses of the broker. */
  public String bootstrapServers() {
    if (kafka == null) {
      throw new IllegalStateException("not started");
    }
    return kafka.bootstrapServers();
  }

  /** Returns the client configuration of the broker. */
  public Map<String, Object> clients() {
    Map<String, Object> clients = new HashMap<>(credentials.kafkaClient());
    clients.put("bootstrap.servers", bootstrapServers());
    return clients;
  }

  /** Returns the address of Redis without credentials. */
  public String redisAddress() {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + redis().port();
  }

  /** Describes the Redis server for people. */
  public String redisServer() {
    return redis().server();
  }

  private EmbeddedRedis redis() {
    if (redis == null) {
      throw new IllegalStateException("not started");
    }
    return redis;
  }

  /** Returns the file of client settings, which only its owner may read. */
  public Path clientProperties() {
    return folder.resolve(CLIENT_PROPERTIES);
  }

  /**
   * Returns the login URI of the page, with the token in the fragment, which browsers do not send.
   */
  public String pageUri() {
    return opsUri() + "/login#" + credentials.page();
  }

  /** Returns a command that uploads a file, with the page's token. */
  String uploadCommand() {
    return "curl -H 'Authorization: Bearer %s' -F file=@FILE %s/ocr"
        .formatted(credentials.page(), opsUri());
  }

  /** Returns the address of the operations endpoints. */
  public String opsUri() {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + opsPort;
  }

  /**
   * Stops everything in reverse order; a failure of one part does not prevent the stop of others.
   */
  @Override
  public void close() {
    close("pipeline", pipeline);
    close("redis", redis);
    close("kafka", kafka);
    if (lock != null) {
      close("client properties", () -> Files.deleteIfExists(clientProperties()));
    }
    close("lock", lock);
    if (temporary) {
      close("folder", () -> Folders.delete(folder));
    }
  }

  private static void close(String name, @Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", name, e);
    }
  }
}
