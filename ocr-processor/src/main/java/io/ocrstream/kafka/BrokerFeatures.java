/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/**
 * Checks the feature levels that the brokers have finalised.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol.
 */
final class BrokerFeatures {
  /**
   * Feature level of {@code metadata.version} 4.2-IV0: the first brokers that renew acquisition
   * locks.
   */
  private static final short METADATA_VERSION = 28;

  /**
   * Feature level of {@code transaction.version} at which a late write cannot end a transaction.
   */
  private static final short TRANSACTION_VERSION = 2;

  private BrokerFeatures() {}

  /**
   * Returns the feature levels for people.
   *
   * @throws ClusterProblems if one is too low
   */
  static String require(Admin admin) throws InterruptedException, ExecutionException {
    FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
    List<String> problems = new ArrayList<>();
    if (level(features, "metadata.version") < METADATA_VERSION) {
      problems.add(
          "the brokers are too old: Kafka 4.2 or newer is needed, with metadata.version 4.2 or"
              + " newer finalised (kafka-features.sh upgrade --release-version 4.2)");
    }
    if (level(features, "transaction.version") < TRANSACTION_VERSION) {
      problems.add(
          "transactions can be lost, or show aborted records (KIP-890): run kafka-features.sh"
              + " upgrade --feature transaction.version=2");
    }
    if (level(features, "share.version") < 1) {
      problems.add("share groups are off: run kafka-features.sh upgrade --feature share.version=1");
    }
    if (!problems.isEmpty()) {
      throw new ClusterProblems(problems);
    }
    return "metadata.version %d, transaction.version %d, share.version %d"
        .formatted(
            level(features, "metadata.version"),
            level(features, "transaction.version"),
            level(features, "share.version"));
  }

  private static short level(FeatureMetadata features, String name) {
    FinalizedVersionRange range = features.finalizedFeatures().get(name);
    return range == null ? 0 : range.maxVersionLevel();
  }
}
