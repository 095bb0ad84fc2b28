/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of roles that do not depend on the servers of a test. */
final class ScenarioSettings {
  // Libraries are loaded once in a JVM, so all its tests unpack them into one folder.
  private static final Path INSTALLED = Path.of("target", "scenario-engine").toAbsolutePath();

  /** Number of partitions of each topic. */
  static final int PARTITIONS = 2;

  private ScenarioSettings() {}

  /** Returns new settings of the role {@code name}, which has its folders in {@code folder}. */
  static Map<String, String> of(String name, Path folder) {
    Map<String, String> all = new HashMap<>();
    all.put("ocr.processor.state-dir", folder.resolve(name + "-state").toString());
    all.put("ocr.worker.work-dir", folder.resolve(name + "-work").toString());
    all.put("ocr.worker.recognise-slots", "2");
    // Idle threads and partitions also cost CPU time, which other tests need.
    all.put("ocr.worker.identify-slots", "2");
    all.put("ocr.processor.threads", "1");
    // A killed processor's partitions move sooner than by default.
    all.put("ocr.processor.session-timeout", "3s");
    all.put("ocr.engine.install-dir", INSTALLED.toString());
    // Few tests need a second engine or children, and they request them.
    all.put("ocr.engine.name", "tesseract");
    all.put("ocr.engine.isolation", "in-process");
    all.put("ocr.engine.child.spares", "0");
    all.put("ocr.topics.entry-partitions", Integer.toString(PARTITIONS));
    all.put("ocr.topics.work-partitions", Integer.toString(PARTITIONS));
    all.put("ocr.ops.port", "0");
    // On a busy machine, a slow look-up is not an outage, and a JVM starts slowly.
    all.put("ocr.cache.lookup-deadline", "5s");
    all.put("ocr.engine.child.start-timeout", "5m");
    return all;
  }
}
