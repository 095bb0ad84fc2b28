/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the page's cluster data from the brokers. */
final class KafkaCluster implements Cluster {
  private final AnswerLog answers = new AnswerLog();
  private final @Nullable AnswerFeed feed;
  private final Backlog backlog;

  private KafkaCluster(Settings.WebPage shows, KafkaNames names, Map<String, Object> client) {
    feed =
        shows == Settings.WebPage.FIGURES
            ? null
            : AnswerFeed.start(client, names, answers, shows == Settings.WebPage.TEXT);
    backlog = Backlog.start(client, names);
  }

  /** Starts the readers that {@code shows} needs, with this client configuration. */
  static KafkaCluster start(Settings.WebPage shows, KafkaNames names, Map<String, Object> client) {
    return new KafkaCluster(shows, names, client);
  }

  @Override
  public AnswerLog answers() {
    return answers;
  }

  @Override
  public String feed() {
    return feed == null ? "off" : feed.state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, Long> backlog() {
    return backlog.tasks();
  }

  @Override
  public void close() {
    backlog.close();
    if (feed != null) {
      feed.close();
    }
  }
}
