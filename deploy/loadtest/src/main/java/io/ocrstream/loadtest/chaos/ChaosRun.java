/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a steady stream of events with faults from a seeded plan, ends all faults, and checks the
 * answers.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ChaosRun {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);

  /** Maximum wait for the first answer, and for each further one after all faults have ended. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final List<String> ANSWERS = List.of("ocr.results", "ocr.failures");
  private static final int WARM_UP_EVENTS = 4;

  private final ChaosOptions options;
  private final ChaosStack stack;
  private final ChaosDocuments documents;
  private final FaultPlan plan;
  private final EventTraffic events;
  private final ResultTopicReader answers;
  private final RunProgress progress;
  private final Set<String> answered = new HashSet<>();
  private final RecoveryTimes recovery = new RecoveryTimes();
  private long lastAnswer = System.nanoTime();
  private long silence;
  private long longestWait;
  private int ended;

  private ChaosRun(
      ChaosOptions options, ChaosStack stack, ChaosDocuments documents, RunProgress progress) {
    this.progress = progress;
    this.options = options;
    this.stack = stack;
    this.documents = documents;
    this.plan = new FaultPlan(stack, options.faults(), new Random(options.seed()));
    this.events =
        new EventTraffic(
            stack.kafka.bootstrapServers(),
            documents,
            new Random(options.seed() + 1),
            options.repeats());
    this.answers = new ResultTopicReader(stack.kafka.bootstrapServers(), ANSWERS);
  }

  /** Runs with data and logs of the processes in {@code folder}. */
  static ChaosReport run(ChaosOptions options, Path folder, RunProgress progress) throws Exception {
    progress.stage("starting servers and processes, seed " + options.seed());
    ChaosDocuments documents = options.documents();
    try (ChaosStack stack = new ChaosStack(options.size(), documents, folder)) {
      ChaosRun run = new ChaosRun(options, stack, documents, progress);
      try {
        return run.run();
      } finally {
        run.plan.close();
        run.events.close();
        run.answers.close();
      }
    }
  }

  private ChaosReport run() throws Exception {
    for (int i = 0; i < WARM_UP_EVENTS; i++) {
      events.publish();
    }
    awaitAnswers();
    progress.stage("events and faults for " + options.duration().toSeconds() + " s");
    long begun = System.nanoTime();
    silence = 0;
    longestWait = 0;
    storm(begun);
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    long storm = Math.max(silence, System.nanoTime() - lastAnswer);
    progress.stage("waiting for the remaining answers");
    plan.mendAll();
    for (RoleProcess role : stack.roles()) {
      role.start();
    }
    events.flush();
    long repaired = System.nanoTime();
    awaitAnswers();
    long settle = Math.max(0, lastAnswer - repaired) / 1_000_000;
    for (RoleProcess role : stack.roles()) {
      role.close();
    }
    return new ChaosReport(
        options.seed(),
        check(),
        plan.injected(),
        recovery.longestMs(),
        ended,
        storm / 1_000_000,
        longestWait / 1_000_000,
        settle,
        seconds);
  }

  private void storm(long begun) throws Exception {
    long end = begun + options.duration().toNanos();
    long nextFault = begun + options.every().toNanos();
    int first = events.published();
    for (long now = begun; now - end < 0; now = System.nanoTime()) {
      while (events.published() - first < (now - begun) / 1e9 * options.rate()) {
        events.publish();
      }
      if (now - nextFault >= 0 && !options.faults().isEmpty()) {
        recovery.broken(plan.inject(), System.nanoTime());
        nextFault += options.every().toNanos();
      }
      plan.mend();
      restartEnded();
      look();
    }
  }

  /** Restarts processes that ended, as an operator would. */
  private void restartEnded() throws IOException {
    for (RoleProcess role : stack.roles()) {
      if (role.hasEndedByItself()) {
        ended++;
        LOG.warn("A {} ended by itself", role.role());
        role.start();
      }
    }
  }

  private void look() {
    progress.at(
        () -> "%d of %d events are answered".formatted(answered.size(), events.published()));
    for (ConsumerRecord<byte[], byte[]> record : answers.poll()) {
      long now = System.nanoTime();
      silence = Math.max(silence, now - lastAnswer);
      lastAnswer = now;
      String id = AnswerCheck.eventId(record.value());
      if (answered.add(id)) {
        longestWait = Math.max(longestWait, now - events.publishedAt(id));
        recovery.answered(events.publishedAt(id), now);
      }
    }
  }

  private void awaitAnswers() throws IOException {
    long from = System.nanoTime();
    while (answered.size() < events.published()
        && System.nanoTime() - Math.max(from, lastAnswer) < PATIENCE.toNanos()) {
      restartEnded();
      look();
    }
  }

  private AnswerCheck.Outcome check() throws IOException {
    TopicsCheck check = new TopicsCheck(stack.kafka.bootstrapServers(), documents);
    if (options.export() != null) {
      progress.stage("exporting topics");
      check.export(options.export());
    }
    progress.stage("checking all answers");
    List<EngineBound.Span> broken = new ArrayList<>(plan.broken());
    for (RoleProcess role : stack.roles()) {
      broken.addAll(ReportedOutages.of(role.log()));
    }
    return check.run(broken);
  }
}
