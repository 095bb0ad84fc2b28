/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.lang.management.ManagementFactory;

/**
 * Describes the machine of the figures.
 *
 * @param processors number of CPUs according to Java
 * @param java Java version
 * @param system name and architecture of the operating system
 * @param load load average of the last minute at the start; negative if unknown
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
