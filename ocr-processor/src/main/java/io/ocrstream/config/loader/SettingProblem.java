/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

/**
 * Describes one reason why a configuration is rejected.
 *
 * @param key the setting or the unknown name; empty if the problem concerns the whole file
 * @param message names the key, the value unless it is secret, the violated rule and what to do
 */
public record SettingProblem(String key, String message) {
  @Override
  public String toString() {
    return message;
  }
}
