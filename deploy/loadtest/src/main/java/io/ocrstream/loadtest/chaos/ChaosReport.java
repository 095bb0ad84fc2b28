/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static io.ocrstream.loadtest.chaos.StackCommand.Report.line;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Holds the result of a run.
 *
 * @param seed seed that repeats the plan
 * @param outcome result of the check
 * @param faults number of injections of each fault
 * @param recoveryMs for each fault, the longest time until affected events were answered
 * @param ended number of processes that ended by themselves
 * @param silenceMs longest time between two answers while events were published
 * @param longestWaitMs longest time between an event and its answer
 * @param settleMs time from the end of the faults to the last answer
 * @param seconds duration of events and faults
 */
record ChaosReport(
    long seed,
    AnswerCheck.Outcome outcome,
    Map<InjectedFault, Integer> faults,
    Map<InjectedFault, Long> recoveryMs,
    int ended,
    long silenceMs,
    long longestWaitMs,
    long settleMs,
    long seconds)
    implements StackCommand.Report {
  @Override
  public boolean isKept() {
    return outcome.isClean();
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%d events in %d s, seed %d", outcome.events(), seconds, seed);
    line(
        text,
        "%d results, %d failures %s",
        outcome.results(),
        outcome.failures().values().stream().mapToInt(i -> i).sum(),
        outcome.failures());
    line(
        text,
        "lost %d, doubled %d, answers to unknown events %d, incorrect %d",
        outcome.lost(),
        outcome.doubled(),
        outcome.stray(),
        outcome.wrong());
    line(
        text,
        "%d recognise tasks, %d readings, %d of them repeated (%d by a later flight), %d of those"
            + " without a fault",
        outcome.tasks(),
        outcome.readings(),
        outcome.repeated(),
        outcome.later(),
        outcome.excess());
    line(
        text,
        "%d faults, and the longest time until the events that they affected were answered:",
        faults.values().stream().mapToInt(i -> i).sum());
    faults.forEach(
        (fault, count) ->
            line(
                text,
                "  %-18s %4d %8.1f s",
                fault.optionName(),
                count,
                recoveryMs.getOrDefault(fault, 0L) / 1e3));
    line(text, "%d processes ended by themselves", ended);
    line(
        text,
        "longest time without an answer %.1f s; longest wait of one event %.1f s; last answer"
            + " %.1f s after the last fault ended",
        silenceMs / 1e3,
        longestWaitMs / 1e3,
        settleMs / 1e3);
    outcome.findings().forEach(finding -> line(text, "! %s", finding));
    return text.toString();
  }

  @Override
  public String json() {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("seed", seed).put("seconds", seconds).put("events", outcome.events());
    all.put("results", outcome.results());
    outcome.failures().forEach(all.putObject("failures")::put);
    all.put("lost", outcome.lost()).put("doubled", outcome.doubled());
    all.put("stray", outcome.stray()).put("wrong", outcome.wrong());
    all.put("tasks", outcome.tasks()).put("readings", outcome.readings());
    all.put("repeated", outcome.repeated()).put("excess", outcome.excess());
    all.put("later", outcome.later());
    ObjectNode injected = all.putObject("faults");
    faults.forEach((fault, count) -> injected.put(fault.optionName(), count));
    ObjectNode recovery = all.putObject("recovery_ms");
    recoveryMs.forEach((fault, ms) -> recovery.put(fault.optionName(), ms));
    all.put("ended", ended).put("silence_ms", silenceMs);
    all.put("longest_wait_ms", longestWaitMs).put("settle_ms", settleMs);
    return all.toString();
  }
}
