/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.lang.management.ManagementFactory;

/**
 * Where the figures come from.
 *
 * @param processors as Java counts them
 * @param java its version
 * @param system name and architecture
 * @param load of the last minute when the bench began; negative if not known
 */
record Machine(int processors, String java, String system, double load) {
  static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
