/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the settings of a pipeline and its clients from the embedded servers.
 *
 * @param folder data of the run
 * @param credentials logins of the servers and of the page
 * @param opsPort port of the endpoints
 */
record StackSettings(Path folder, Credentials credentials, int opsPort) {
  private static final String NO_PAGE = "off";
  private static final String KAFKA_CLIENT = "ocr.kafka.client.";

  /**
   * Returns the settings of parts that use these servers, on top of {@code allowed}. Partitions and
   * threads are few, because all parts share the CPUs of this machine.
   */
  Map<String, String> of(
      Map<String, String> allowed, String bootstrapServers, String redisAddress) {
    Map<String, String> settings = new HashMap<>(allowed);
    settings.put("ocr.kafka.bootstrap-servers", bootstrapServers);
    credentials.kafkaClient().forEach((key, value) -> settings.put(KAFKA_CLIENT + key, value));
    settings.put("ocr.kafka.topic-prefix", "");
    settings.put("ocr.cache.uri", credentials.redisUri(redisAddress));
    settings.put("ocr.topics.entry-partitions", "2");
    settings.put("ocr.topics.work-partitions", "2");
    settings.put("ocr.topics.replication-factor", "1");
    settings.put("ocr.processor.threads", "1");
    settings.putIfAbsent("ocr.worker.identify-slots", "2");
    settings.put("ocr.processor.state-dir", folder.resolve("state").toString());
    settings.put("ocr.worker.work-dir", folder.resolve("work").toString());
    outputs(settings);
    settings.put("ocr.ops.host", InetAddress.getLoopbackAddress().getHostAddress());
    settings.put(EmbeddedStack.OPS_PORT, Integer.toString(opsPort));
    settings.put("ocr.ops.token", credentials.page());
    settings.putIfAbsent("ocr.ops.page", NO_PAGE);
    if (!NO_PAGE.equals(settings.get("ocr.ops.page"))) {
      settings.merge(
          "ocr.content.file-roots",
          escaped(folder.resolve(EmbeddedStack.UPLOADS)),
          (all, one) -> all + "," + one);
      gateway(settings);
    }
    return settings;
  }

  /**
   * Stores outputs next to the data. If the folder's name cannot be part of the setting, outputs
   * are rejected.
   */
  private void outputs(Map<String, String> settings) {
    Path outputs = folder.resolve(EmbeddedStack.OUTPUTS);
    String uri = outputs.toUri().toString();
    if (!uri.contains("%")) {
      settings.put("ocr.outputs.location", uri);
      settings.put("ocr.outputs.file-roots", outputs.toString());
    }
  }

  /** Lets the page's address take uploads as a gateway does, if the folder's name allows it. */
  private void gateway(Map<String, String> settings) {
    String uri = folder.resolve(EmbeddedStack.UPLOADS).toUri().toString();
    if (!uri.contains("%")) {
      settings.put("ocr.gateway.location", uri);
    }
  }

  /* Returns the settings that a client needs; settings with the same value everywhere are omitted. */
  static List<String> ofClients(Map<String, String> settings) {
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

  private static String escaped(Path folder) {
    return folder.toString().replace(",", "\\,");
  }
}
