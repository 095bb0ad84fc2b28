/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
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

  private static final String NO_PAGE = "off";

  private final Path folder;
  private final boolean temporary;
  private final int opsPort = LoopbackPorts.free(1).get(0);
  private @Nullable EmbeddedKafka kafka;
  private @Nullable EmbeddedRedis redis;
  private @Nullable AutoCloseable pipeline;

  private EmbeddedStack(Path folder, boolean temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /**
   * Starts all three.
   *
   * @param data keeps the data between runs; null for a folder that is deleted
   * @param allowed settings of what may be read
   */
  public static EmbeddedStack start(
      @Nullable Path data, Map<String, String> allowed, Pipeline pipeline) throws Exception {
    EmbeddedStack stack =
        data == null
            ? new EmbeddedStack(Folders.temporary("ocr-run-"), true)
            : new EmbeddedStack(Folders.make(data.toAbsolutePath()), false);
    try {
      Folders.make(stack.outputs());
      Folders.make(stack.uploads());
      stack.startServers();
      stack.pipeline = pipeline.start(stack.settings(allowed));
      return stack;
    } catch (Exception | Error e) {
      // Errors too: a native library that does not load must not leave servers behind.
      stack.close();
      throw e;
    }
  }

  private void startServers() {
    // Together: the broker's start takes a second or two of loading classes.
    CompletableFuture<EmbeddedRedis> starting =
        CompletableFuture.supplyAsync(() -> EmbeddedRedis.in(folder.resolve("redis")));
    try {
      kafka = EmbeddedKafka.in(folder.resolve("kafka"));
    } finally {
      redis = starting.join();
    }
  }

  /**
   * What parts on these servers are configured with, over {@code allowed}. Few partitions and
   * threads: everything shares this machine's processors.
   */
  public Map<String, String> settings(Map<String, String> allowed) {
    Map<String, String> settings = new HashMap<>(allowed);
    settings.put("ocr.kafka.bootstrap-servers", bootstrapServers());
    settings.put("ocr.cache.uri", redisUri());
    settings.put("ocr.topics.entry-partitions", "2");
    settings.put("ocr.topics.work-partitions", "2");
    settings.put("ocr.topics.replication-factor", "1");
    settings.put("ocr.processor.threads", "1");
    settings.put("ocr.processor.state-dir", folder.resolve("state").toString());
    settings.put("ocr.worker.work-dir", folder.resolve("work").toString());
    outputs(settings);
    settings.put("ocr.ops.host", InetAddress.getLoopbackAddress().getHostAddress());
    settings.put("ocr.ops.port", Integer.toString(opsPort));
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

  /** Address of Redis. */
  public String redisUri() {
    if (redis == null) {
      throw new IllegalStateException("not started");
    }
    return redis.uri();
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
