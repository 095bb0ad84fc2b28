/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Locations;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.UploadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is known about an answer, as sentences for people. They contain no text of the
 * document.
 *
 * <p><b>Threading:</b> one thread.
 */
final class AnswerFacts {
  private final List<Fact> facts = new ArrayList<>();
  private @Nullable String tenant;
  private @Nullable ContentKey key;

  /**
   * One line of the explanation.
   *
   * @param fact the subject, such as {@code path}
   * @param text what is known about it
   */
  record Fact(String fact, String text) {
    @Override
    public String toString() {
      return "%-12s %s".formatted(fact, FailuresCommand.printable(text));
    }
  }

  List<Fact> all() {
    return List.copyOf(facts);
  }

  /** Returns the cache key of the answer, if there is a result. */
  Optional<ContentKey> key() {
    return Optional.ofNullable(key);
  }

  private void add(String fact, String text) {
    facts.add(new Fact(fact, text));
  }

  void event(UploadEvent event) {
    tenant = event.tenant();
    add(
        "event",
        "%s, document %s, %s"
            .formatted(
                event.eventId(),
                Locations.shownId(event.documentId()),
                Locations.shown(event.uri())));
    add(
        "claims",
        "hash %s, etag %s, options %s, tenant %s, deadline %s"
            .formatted(
                with(event.contentHash()),
                with(event.etag()),
                with(event.options()),
                with(event.tenant()),
                with(event.deadline())));
  }

  private static String with(@Nullable Object value) {
    return value == null ? "no" : "yes";
  }

  void waits() {
    add("path", "no answer yet: the event waits, or its answer was written before --since");
  }

  void result(Result result) {
    times(result.timings());
    add("path", path(result.source()));
    Json.find(result.result().utf8(), Payload.class)
        .ifPresentOrElse(
            payload -> payload(result, payload),
            () -> add("payload", "of another version; this program cannot read it"));
  }

  private static String path(Source source) {
    return switch (source) {
      case CACHE -> "hit: the answer was in Redis";
      case OCR -> "miss: this event opened the flight, and its reading answered it";
      case COALESCED -> "joined: another event with the same content had opened the flight";
    };
  }

  private void times(Timings times) {
    add(
        "times",
        "published %s, received after %d ms, answered after %d ms%s%s"
            .formatted(
                Instant.ofEpochMilli(times.publishedAt()),
                times.receivedAt() - times.publishedAt(),
                times.answeredAt() - times.publishedAt(),
                took("fetching", times.fetchMs()),
                took("reading", times.readMs())));
  }

  private static String took(String what, @Nullable Long millis) {
    return millis == null ? "" : ", %s took %d ms".formatted(what, millis);
  }

  private void payload(Result result, Payload payload) {
    EngineInfo engine = payload.engine();
    ContentKey content = new ContentKey(result.contentHash(), engine.fingerprint(), tenant);
    key = content;
    add("key", content.toString());
    add(
        "key parts",
        "engine %s %s, models %s, options %s%s"
            .formatted(
                engine.name(),
                engine.version(),
                engine.modelDigest(),
                ToolRun.json(engine.options()),
                engine.rendering() == null ? "" : ", " + engine.rendering()));
    add(
        "payload",
        "%s, read %s in %s s, %d words, confidence %s, %d page(s)"
            .formatted(
                payload.status().jsonName(),
                Instant.ofEpochSecond(payload.timestamp()),
                payload.processTime(),
                payload.wordCount(),
                payload.confidence(),
                payload.pages().size()));
    payload.pages().forEach(this::page);
  }

  private void page(Page page) {
    String missed = page.missedInk() == null ? "" : ", missed ink %s".formatted(page.missedInk());
    String problem = page.problem() == null ? "" : ", problem " + page.problem();
    add(
        "page " + page.number(),
        "%s from %s, %d x %d, rotation %d, confidence %s%s%s%s"
            .formatted(
                page.status().jsonName(),
                page.source().jsonName(),
                page.width(),
                page.height(),
                page.rotation(),
                page.confidence(),
                page.treatment() == null ? "" : treatment(page.treatment()),
                missed,
                problem));
  }

  private static String treatment(Treatment treatment) {
    String steps =
        treatment.preparation().stream().map(Json.Named::jsonName).collect(Collectors.joining(" "));
    return ", attempts %d, skew %s, prepared %s%s%s"
        .formatted(
            treatment.attempts(),
            treatment.skew(),
            steps.isEmpty() ? "by nothing" : "by " + steps,
            treatment.languages() == null
                ? ""
                : ", languages " + String.join("+", treatment.languages()),
            treatment.choice() == null
                ? ""
                : ", kept %s (%s)"
                    .formatted(
                        treatment.choice().engine().jsonName(),
                        treatment.choice().reason().jsonName()));
  }

  void failure(Failure failure) {
    add(
        "path",
        "failed %s: %s (fault %s, %s, %d attempts)"
            .formatted(
                Instant.ofEpochMilli(failure.failedAt()),
                failure.code(),
                failure.fault().jsonName(),
                failure.retryable() ? "retryable" : "final",
                failure.attempts()));
    add("message", failure.message());
    add("advice", failure.code().advice());
  }

  void task(IdentifyTask task) {
    sent("identify", task.sentAt(), task.attempt());
  }

  void task(RecogniseTask task) {
    sent("recognise", task.sentAt(), task.attempt());
  }

  private void sent(String kind, long sentAt, int attempt) {
    add(kind, "task sent %s, attempt %d".formatted(Instant.ofEpochMilli(sentAt), attempt));
  }

  void completion(Identified done) {
    add(
        "identified",
        done.fold(
            known ->
                "content %s%s"
                    .formatted(
                        known.key().hash(),
                        known.payload() == null ? "" : ", and its answer was in Redis"),
            failed -> failed.problem().code() + ": " + failed.problem().message()));
  }

  void completion(Recognised done) {
    add(
        "recognised",
        done.fold(
            read ->
                (read.fromCache() ? "the worker found the answer in Redis" : "read")
                    + took("fetching", read.fetchMs())
                    + took("reading", read.readMs()),
            failed -> failed.problem().code() + ": " + failed.problem().message()));
  }

  void cache(String state) {
    add("cache", "Redis " + state);
  }
}
