/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * The names of one installation's topics and groups on the brokers. Each begins with the
 * installation's prefix, so that several of them share a cluster; metrics and documents name them
 * without it.
 *
 * @param prefix what each name begins with; empty for none
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
   * Returns the application id of the topology: its consumer group, and what its internal topics
   * and transactional ids begin with.
   *
   * @param applicationId as set
   */
  public String application(String applicationId) {
    return prefix + applicationId;
  }
}
