/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.embedded.FaultyStore;
import io.ocrstream.embedded.Folders;
import io.ocrstream.kafka.TopicsAdmin;
import io.ocrstream.standalone.StandaloneMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the servers in this process, the roles in their own processes, and the proxies between
 * them.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ChaosStack implements AutoCloseable {
  static final String BUCKET = "chaos";

  /** Short, so that locks expire often in a run of minutes. */
  static final String LOCK = "5s";

  final EmbeddedKafka kafka;
  final RedisPair redis;
  final FaultyStore store;
  final List<RoleProcess> processors = new ArrayList<>();
  final List<RoleProcess> workers = new ArrayList<>();
  private final Path folder;

  ChaosStack(StackSize size, ChaosDocuments documents, Path folder) throws Exception {
    this.folder = folder;
    this.kafka = EmbeddedKafka.temporary(size.brokers());
    this.redis = new RedisPair();
    this.store = new FaultyStore(documents::bytes);
    TopicsAdmin.create(SettingsLoader.of(settings("admin", size)));
    for (int i = 1; i <= size.processors(); i++) {
      processors.add(role("processor", "processor-" + i, size));
    }
    for (int i = 1; i <= size.workers(); i++) {
      workers.add(role("worker", "worker-" + i, size));
    }
  }

  private RoleProcess role(String role, String name, StackSize size) throws IOException {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "chaos",
            "AWS_SECRET_ACCESS_KEY", "chaos",
            "OCR_LOG_LEVEL", "INFO");
    RoleProcess process =
        new RoleProcess(
            size.instant() && role.equals("worker") ? InstantWorker.class : StandaloneMain.class,
            role,
            settings(name, size),
            environment,
            folder.resolve(name + ".log"));
    process.start();
    return process;
  }

  private Map<String, String> settings(String name, StackSize size) {
    Map<String, String> all = new HashMap<>();
    String session = size.session().toMillis() + "ms";
    all.put("ocr.kafka.bootstrap-servers", kafka.bootstrapServers());
    all.put("ocr.cache.uri", redis.uri());
    all.put("ocr.content.s3-buckets", BUCKET);
    all.put("ocr.content.s3-endpoint", store.endpoint());
    all.put("ocr.content.s3-path-style", "true");
    all.put("ocr.content.s3-region", "us-east-1");
    all.put("ocr.processor.state-dir", folder.resolve(name + "-state").toString());
    all.put("ocr.worker.work-dir", Folders.make(folder.resolve(name + "-work")).toString());
    all.put("ocr.worker.recognise-slots", Integer.toString(size.slots()));
    all.put("ocr.topics.entry-partitions", "4");
    all.put("ocr.topics.work-partitions", "4");
    all.put("ocr.topics.lock-duration", LOCK);
    all.put("ocr.topics.worker-session-timeout", session);
    all.put("ocr.processor.session-timeout", session);
    all.put("ocr.topics.replication-factor", Integer.toString(Math.min(3, size.brokers())));
    all.put("ocr.ops.port", "0");
    return all;
  }

  /** Returns all roles, running or not. */
  List<RoleProcess> roles() {
    List<RoleProcess> all = new ArrayList<>(processors);
    all.addAll(workers);
    return all;
  }

  @Override
  public void close() throws IOException {
    for (RoleProcess role : roles()) {
      role.close();
    }
    store.close();
    redis.close();
    kafka.close();
  }
}
