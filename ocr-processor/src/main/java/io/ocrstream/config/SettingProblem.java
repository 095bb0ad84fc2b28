/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

/**
 * One thing that keeps a configuration from being used.
 *
 * @param key the setting, or the name that is none; empty if the problem is of the whole file
 * @param message a sentence for people that names the key, the value unless it is a secret, the
 *     rule and what to do
 */
public record SettingProblem(String key, String message) {
  @Override
  public String toString() {
    return message;
  }
}
