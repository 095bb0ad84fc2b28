/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares what went in with what came out. It shares no code with what it checks, but the names of
 * fields.
 *
 * <p><b>Threading:</b> one thread.
 */
final class AnswerCheck {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Most findings of a kind that are told one by one. */
  private static final int MAX_TOLD = 5;

  private final Function<String, Truth> truths;
  private final Map<String, String> uris = new HashMap<>();
  private final Map<String, Integer> answers = new HashMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> stray = new ArrayList<>();
  private int results;
  private final EngineBound bound = new EngineBound();
  private int readings;
  private int tasks;

  /**
   * What stands in a document.
   *
   * @param text its text; null for one that cannot be read
   */
  record Truth(@Nullable String text) {}

  /**
   * What came of it.
   *
   * @param events published
   * @param results answers with a text
   * @param failures answers without, by code
   * @param lost events without an answer
   * @param doubled events with more than one
   * @param stray answers to no event
   * @param wrong answers that are not true
   * @param tasks recognitions that were asked for
   * @param readings recognitions that an engine finished
   * @param repeated those of them whose content had been read before
   * @param excess those of the repeated that no fault excuses
   * @param findings the first of each kind, for people
   */
  record Outcome(
      int events,
      int results,
      Map<String, Integer> failures,
      int lost,
      int doubled,
      int stray,
      int wrong,
      int tasks,
      int readings,
      int repeated,
      int excess,
      List<String> findings) {
    /** Whether each event has its one, true answer, and engines read no more than they had to. */
    boolean isClean() {
      return lost + doubled + stray + wrong + excess == 0;
    }
  }

  /** A check against what stands in each document, by its URI. */
  AnswerCheck(Function<String, Truth> truths) {
    this.truths = truths;
  }

  /** Of an event or an answer. */
  static String eventId(byte[] value) {
    return json(value).path("event_id").asText();
  }

  /** A record of the events' topic. */
  void event(byte[] value) {
    JsonNode event = json(value);
    uris.put(event.path("event_id").asText(), event.path("uri").asText());
  }

  /** A record of the results' topic; all events come before. */
  void result(byte[] value) {
    JsonNode result = json(value);
    results++;
    answered(
        result,
        truth -> {
          String text = result.path("result").path("text").asText();
          return truth.text() != null && plain(text).equals(plain(truth.text()));
        });
  }

  /** A record of the failures' topic; all events come before. */
  void failure(byte[] value) {
    JsonNode failure = json(value);
    failures.merge(failure.path("code").asText(), 1, Integer::sum);
    // That a store or an engine failed may be so; that a good document is a bad one may not.
    answered(failure, truth -> truth.text() == null || failure.path("retryable").asBoolean());
  }

  /** A record of the tasks' topic. */
  void task() {
    tasks++;
  }

  /**
   * A record of the completions' topic.
   *
   * @param key the content's
   * @param atMs when the worker published it, epoch ms
   */
  void completion(String key, byte[] value, long atMs) {
    JsonNode completion = json(value);
    if (completion.path("outcome").asText().equals("read")
        && !completion.path("from_cache").asBoolean()) {
      readings++;
      String status = completion.path("payload").path("status").asText();
      bound.reading(key, atMs, status.equals("partial"));
    }
  }

  private void answered(JsonNode answer, Function<Truth, Boolean> isTrue) {
    String id = answer.path("event_id").asText();
    String uri = uris.get(id);
    if (uri == null) {
      stray.add(id);
      return;
    }
    answers.merge(id, 1, Integer::sum);
    if (!isTrue.apply(truths.apply(uri))) {
      wrong.add(id + " of " + uri + " " + answer.path("code").asText());
    }
  }

  /**
   * When all records were told.
   *
   * @param broken what was broken, and when
   */
  Outcome outcome(List<EngineBound.Span> broken) {
    List<String> lost = uris.keySet().stream().filter(id -> !answers.containsKey(id)).toList();
    List<String> doubled =
        answers.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    List<String> findings = new ArrayList<>();
    tell(findings, "no answer to ", lost);
    tell(findings, "more than one answer to ", doubled);
    tell(findings, "an answer to no event: ", stray);
    tell(findings, "not true: ", wrong);
    List<String> excess = bound.excess(broken);
    tell(findings, "read again for no reason: ", excess);
    return new Outcome(
        uris.size(),
        results,
        failures,
        lost.size(),
        doubled.size(),
        stray.size(),
        wrong.size(),
        tasks,
        readings,
        bound.repeated(),
        excess.size(),
        findings);
  }

  private static void tell(List<String> findings, String what, List<String> which) {
    which.stream().limit(MAX_TOLD).forEach(one -> findings.add(what + one));
  }

  /** Letters only: how words are spaced, and in which case, is no question of right or wrong. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private static JsonNode json(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
