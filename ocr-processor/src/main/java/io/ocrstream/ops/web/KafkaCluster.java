/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.config.OpsConfig;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the page's cluster data from the brokers. */
final class KafkaCluster implements Cluster {
  private final AnswerLog answers = new AnswerLog();
  private final @Nullable AnswerFeed feed;
  private final @Nullable AnswerReader reader;
  private final Backlog backlog;

  private KafkaCluster(OpsConfig.WebPage shows, KafkaNames names, Map<String, Object> client) {
    feed =
        shows == OpsConfig.WebPage.FIGURES
            ? null
            : AnswerFeed.start(client, names, answers, shows == OpsConfig.WebPage.TEXT);
    reader = shows == OpsConfig.WebPage.TEXT ? new AnswerReader(client, names) : null;
    backlog = Backlog.start(client, names);
  }

  /** Starts the readers that {@code shows} needs, with this client configuration. */
  static KafkaCluster start(OpsConfig.WebPage shows, KafkaNames names, Map<String, Object> client) {
    return new KafkaCluster(shows, names, client);
  }

  @Override
  public AnswerLog answers() {
    return answers;
  }

  @Override
  public Outcome<byte[]> result(AnswerPosition at) {
    if (reader == null) {
      return Outcome.failed(Problem.of(FailureCode.NOT_FOUND, "This page does not show texts"));
    }
    return answers.text(at).map(Outcome::of).orElseGet(() -> reader.find(at));
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
  public Map<String, Long> slots() {
    return backlog.slots();
  }

  @Override
  public void close() {
    backlog.close();
    if (feed != null) {
      feed.close();
    }
  }
}
