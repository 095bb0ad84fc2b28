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
 * Compares published events with their answers. It shares only the names of fields with the code
 * under test.
 *
 * <p><b>Threading:</b> one thread.
 */
final class AnswerCheck {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Maximum number of findings that are listed per kind. */
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
   * Holds the true content of a document.
   *
   * @param text its text; null if it cannot be read
   */
  record Truth(@Nullable String text) {}

  /**
   * Holds the result.
   *
   * @param events number of published events
   * @param results number of answers with text
   * @param failures answers without text, by code
   * @param lost events without an answer
   * @param doubled events with more than one answer
   * @param stray answers to unknown events
   * @param wrong incorrect answers
   * @param tasks number of recognise tasks
   * @param readings number of finished readings
   * @param repeated readings of content that was read before
   * @param later repeated readings for a task that was sent after the reading before
   * @param excess repeated readings that no fault explains
   * @param findings the first findings of each kind, for people
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
      int later,
      int excess,
      List<String> findings) {
    /**
     * Returns whether each event has one correct answer, and engines read no more than necessary.
     */
    boolean isClean() {
      return lost + doubled + stray + wrong + excess == 0;
    }
  }

  /** Creates a check against the true content of each document, by its URI. */
  AnswerCheck(Function<String, Truth> truths) {
    this.truths = truths;
  }

  /** Returns the event id of an event or answer. */
  static String eventId(byte[] value) {
    return json(value).path("event_id").asText();
  }

  /** Returns the URI of an event or answer. */
  static String uri(byte[] value) {
    return json(value).path("uri").asText();
  }

  /** Adds a record of the events' topic. */
  void event(byte[] value) {
    JsonNode event = json(value);
    uris.put(event.path("event_id").asText(), event.path("uri").asText());
  }

  /** Adds a record of the results' topic, after all events. */
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

  /** Adds a record of the failures' topic, after all events. */
  void failure(byte[] value) {
    JsonNode failure = json(value);
    failures.merge(failure.path("code").asText(), 1, Integer::sum);
    // A store or an engine may fail, but a good document must not be reported as a bad one.
    answered(failure, truth -> truth.text() == null || failure.path("retryable").asBoolean());
  }

  /** Adds a record of the tasks' topic. */
  void task() {
    tasks++;
  }

  /**
   * Adds a record of the completions' topic.
   *
   * @param key the content key
   * @param atMs time of publication, in epoch milliseconds
   */
  void completion(String key, byte[] value, long atMs) {
    JsonNode completion = json(value);
    if (completion.path("outcome").asText().equals("read")
        && !completion.path("from_cache").asBoolean()) {
      readings++;
      String status = completion.path("payload").path("status").asText();
      boolean isPartial = status.equals("partial");
      bound.reading(
          key, new EngineBound.Reading(completion.path("sent_at").asLong(), atMs, isPartial));
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
   * Returns the result after all records were added.
   *
   * @param broken the times of faults
   */
  Outcome outcome(List<EngineBound.Span> broken) {
    List<String> lost = uris.keySet().stream().filter(id -> !answers.containsKey(id)).toList();
    List<String> doubled =
        answers.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    List<String> findings = new ArrayList<>();
    tell(findings, "no answer to event ", lost);
    tell(findings, "more than one answer to event ", doubled);
    tell(findings, "answer to an unknown event: ", stray);
    tell(findings, "incorrect answer: ", wrong);
    List<String> excess = bound.excess(broken);
    tell(findings, "read again without a fault: ", excess);
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
        bound.later(),
        excess.size(),
        findings);
  }

  private static void tell(List<String> findings, String what, List<String> which) {
    which.stream().limit(MAX_TOLD).forEach(one -> findings.add(what + one));
  }

  /** Keeps only letters, because the check ignores spacing and case. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  static JsonNode json(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
