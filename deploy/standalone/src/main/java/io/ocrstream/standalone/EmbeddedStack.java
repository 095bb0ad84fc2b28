/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, Redis and the pipeline on top of them, in one folder.
 *
 * <p><b>Threading:</b> one thread starts it; any may close it, once.
 */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);

  /** Folder of the files that the web page takes, beside the others of a run. */
  static final String UPLOADS = "uploads";

  /** File of a run's settings for its clients: how to reach it and how to log in. */
  static final String CLIENT_PROPERTIES = "client.properties";

  private static final String NO_PAGE = "off";
  private static final String OPS_PORT = "ocr.ops.port";
  private static final String KAFKA_CLIENT = "ocr.kafka.client.";

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
   * @param data keeps the data between runs; null for a folder that is deleted
   * @param allowed settings of what may be read, and of the page; a port of the endpoints, or any
   * @throws DataLock.InUse if another process uses {@code data}; nothing in it was touched
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
            : new EmbeddedStack(make(data.toAbsolutePath()), false, port);
    try {
      stack.lock = DataLock.take(stack.folder);
      Folders.makePrivate(stack.outputs());
      Folders.makePrivate(stack.uploads());
      stack.startServers();
      Map<String, String> settings = stack.settings(allowed);
      Folders.writePrivately(stack.clientProperties(), clientProperties(settings));
      stack.pipeline = pipeline.start(settings);
      return stack;
    } catch (Exception | Error e) {
      // Errors too: a native library that does not load must not leave servers behind.
      stack.close();
      throw e;
    }
  }

  /* One that somebody made before is left as open as it is: all in it is closed. */
  private static Path make(Path folder) {
    Path made = Files.isDirectory(folder) ? folder : Folders.makePrivate(folder);
    if (!Files.isWritable(made)) {
      throw new UncheckedIOException(new AccessDeniedException(made.toString()));
    }
    return made;
  }

  /**
   * Makes the folder that data is kept in.
   *
   * @throws UncheckedIOException if it cannot be used
   */
  static void prepare(Path data) {
    var unused = make(data.toAbsolutePath());
  }

  private void startServers() {
    // Together: the broker's start takes a second or two of loading classes.
    CompletableFuture<EmbeddedRedis> starting =
        CompletableFuture.supplyAsync(
            () -> EmbeddedRedis.in(folder.resolve("redis"), credentials.redisServer()));
    try {
      kafka = EmbeddedKafka.in(folder.resolve("kafka"), credentials.kafkaBroker());
    } finally {
      redis = starting.join();
    }
  }

  /* What a client needs of the settings; those that are the same everywhere are not in it. */
  private static List<String> clientProperties(Map<String, String> settings) {
    return settings.entrySet().stream()
        .filter(
            setting ->
                setting.getKey().startsWith("ocr.kafka.")
                    || setting.getKey().startsWith("ocr.topics.")
                    || setting.getKey().equals("ocr.cache.uri")
                    || setting.getKey().equals("ocr.ops.token"))
        .map(setting -> setting.getKey() + " = " + setting.getValue())
        .sorted()
        .toList();
  }

  /**
   * What parts on these servers are configured with, over {@code allowed}. Few partitions and
   * threads: everything shares this machine's processors.
   */
  public Map<String, String> settings(Map<String, String> allowed) {
    Map<String, String> settings = new HashMap<>(allowed);
    settings.put("ocr.kafka.bootstrap-servers", bootstrapServers());
    credentials.kafkaClient().forEach((key, value) -> settings.put(KAFKA_CLIENT + key, value));
    settings.put("ocr.kafka.topic-prefix", "");
    settings.put("ocr.cache.uri", credentials.redisUri(redisAddress()));
    settings.put("ocr.topics.entry-partitions", "2");
    settings.put("ocr.topics.work-partitions", "2");
    settings.put("ocr.topics.replication-factor", "1");
    settings.put("ocr.processor.threads", "1");
    settings.put("ocr.processor.state-dir", folder.resolve("state").toString());
    settings.put("ocr.worker.work-dir", folder.resolve("work").toString());
    outputs(settings);
    settings.put("ocr.ops.host", InetAddress.getLoopbackAddress().getHostAddress());
    settings.put(OPS_PORT, Integer.toString(opsPort));
    settings.put("ocr.ops.token", credentials.page());
    settings.putIfAbsent("ocr.ops.page", NO_PAGE);
    if (!NO_PAGE.equals(settings.get("ocr.ops.page"))) {
      settings.merge("ocr.content.file-roots", escaped(uploads()), (all, one) -> all + "," + one);
    }
    return settings;
  }

  /** Beside the data. A folder whose name cannot stand in the setting leaves outputs refused. */
  private void outputs(Map<String, String> settings) {
    String uri = outputs().toUri().toString();
    if (!uri.contains("%")) {
      settings.put("ocr.outputs.location", uri);
      settings.put("ocr.outputs.file-roots", outputs().toString());
    }
  }

  private static String escaped(Path folder) {
    return folder.toString().replace(",", "\\,");
  }

  private Path uploads() {
    return folder.resolve(UPLOADS);
  }

  private Path outputs() {
    return folder.resolve("outputs");
  }

  /** Addresses of the broker. */
  public String bootstrapServers() {
    if (kafka == null) {
      throw new IllegalStateException("not started");
    }
    return kafka.bootstrapServers();
  }

  /** How any client of Kafka reaches the broker. */
  public Map<String, Object> clients() {
    Map<String, Object> clients = new HashMap<>(credentials.kafkaClient());
    clients.put("bootstrap.servers", bootstrapServers());
    return clients;
  }

  /** Address of Redis, without credentials. */
  public String redisAddress() {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + redis().port();
  }

  /** Which Redis it is, for people. */
  public String redisServer() {
    return redis().server();
  }

  private EmbeddedRedis redis() {
    if (redis == null) {
      throw new IllegalStateException("not started");
    }
    return redis;
  }

  /** File of settings for clients, which only its owner may read. */
  public Path clientProperties() {
    return folder.resolve(CLIENT_PROPERTIES);
  }

  /** Where a browser is let in to the page: the token is behind the sign that is never sent. */
  public String pageUri() {
    return opsUri() + "/login#" + credentials.page();
  }

  /** Address of the operations endpoints. */
  public String opsUri() {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + opsPort;
  }

  /** Stops everything in the reverse order; a part that fails does not keep the others up. */
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
