/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Derives the names of an installation's topics and groups on the brokers. Each name starts with
 * the installation's prefix, so that several installations can share a cluster. Metrics and
 * documentation use names without the prefix.
 *
 * @param prefix the prefix; empty for none
 */
public record KafkaNames(String prefix) {
  /** Names without a prefix. */
  public static final KafkaNames PLAIN = new KafkaNames("");

  /** Returns the name of a topic. */
  public String of(Topic topic) {
    return prefix + topic.topicName();
  }

  /** Returns the id of a share group. */
  public String of(ShareGroup group) {
    return prefix + group.groupId();
  }

  /**
   * Returns the application id of the topology, which names its consumer group and prefixes its
   * internal topics and transactional ids.
   *
   * @param applicationId the configured id
   */
  public String application(String applicationId) {
    return prefix + applicationId;
  }
}
