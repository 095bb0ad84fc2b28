/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses one record: detects the format of each event, opens envelopes, and collects the events.
 * Each step returns the reason why nothing was collected, or empty.
 *
 * <p><b>Threading:</b> one thread, one record. <b>Bounds:</b> {@link #MAX_ENVELOPES} and the given
 * number of events.
 */
final class RecordParser {
  /** Maximum number of nested envelopes; SQS around SNS around an S3 notification has three. */
  static final int MAX_ENVELOPES = 4;

  private final int maxEvents;
  private final Set<String> plainKeySources;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  RecordParser(int maxEvents, Set<String> plainKeySources) {
    this.maxEvents = maxEvents;
    this.plainKeySources = plainKeySources;
  }

  Intake of(byte[] value, RecordHeaders headers) {
    Optional<RejectReason> rejected =
        CloudEvent.isBinary(headers)
            ? openBinary(value, headers)
            : open(JsonReader.read(value), null, 0);
    return rejected.<Intake>map(Intake.NotAnEvent::new).orElseGet(this::gathered);
  }

  private Intake gathered() {
    return entries.isEmpty() ? new Intake.Ignored(ignored.get(0)) : new Intake.Events(entries);
  }

  private Optional<RejectReason> openBinary(byte[] value, RecordHeaders headers) {
    Optional<CloudEvent> event = CloudEvent.ofHeaders(headers);
    if (event.isEmpty()) {
      return Optional.of(RejectReason.BAD_CLOUD_EVENT);
    }
    return event.get().isJson()
        ? open(JsonReader.read(value), event.get().eventId(), 1)
        : Optional.of(RejectReason.UNKNOWN_FORM);
  }

  private Optional<RejectReason> open(
      JsonReader.Outcome json, @Nullable String envelopeId, int envelopes) {
    JsonNode tree = json.tree();
    return tree == null ? Optional.ofNullable(json.reason()) : take(tree, envelopeId, envelopes);
  }

  /**
   * Processes an object of any format.
   *
   * @param envelopeId the id for an own event without an id; null if the event needs its own
   * @param envelopes number of envelopes opened so far
   */
  private Optional<RejectReason> take(JsonNode node, @Nullable String envelopeId, int envelopes) {
    if (envelopes > MAX_ENVELOPES) {
      return Optional.of(RejectReason.TOO_MANY_ENVELOPES);
    }
    if (node.has("event_id") || (envelopeId != null && node.has("uri"))) {
      return takeOwn(node, envelopeId);
    }
    if (node.has("specversion")) {
      return takeCloudEvent(node, envelopes);
    }
    if (node.path("Records").isArray()) {
      return takeRecords(node.get("Records"), envelopes);
    }
    return takeOther(node, envelopes);
  }

  private Optional<RejectReason> takeOther(JsonNode node, int envelopes) {
    if (S3Notification.isRecord(node)) {
      return gather(S3Notification.entryOf(node, plainKeySources));
    }
    if (S3Notification.isTest(node)) {
      return ignore("store-test");
    }
    if (EventBridge.isFromS3(node)) {
      return gather(EventBridge.entryOf(node));
    }
    return isSnsMessage(node) ? takeSns(node, envelopes) : Optional.of(RejectReason.UNKNOWN_FORM);
  }

  private Optional<RejectReason> takeOwn(JsonNode node, @Nullable String envelopeId) {
    JsonNode own = node.path("event_id");
    String eventId = TextField.EVENT_ID.admits(own) ? own.textValue() : envelopeId;
    if (eventId == null) {
      return Optional.of(RejectReason.BAD_EVENT_ID);
    }
    return gather(Optional.of(new OwnEvent(eventId, node).entry()));
  }

  private Optional<RejectReason> takeCloudEvent(JsonNode node, int envelopes) {
    Optional<CloudEvent> event = CloudEvent.ofJson(node);
    if (event.isEmpty()) {
      return Optional.of(RejectReason.BAD_CLOUD_EVENT);
    }
    JsonNode data = node.path("data");
    if (!event.get().isJson() || !(data.isObject() || node.has("data_base64"))) {
      return Optional.of(RejectReason.UNKNOWN_FORM);
    }
    if (data.isObject()) {
      return take(data, event.get().eventId(), envelopes + 1);
    }
    return CloudEvent.binaryData(node)
        .map(bytes -> open(JsonReader.read(bytes), event.get().eventId(), envelopes + 1))
        .orElse(Optional.of(RejectReason.BAD_CLOUD_EVENT));
  }

  private static boolean isSnsMessage(JsonNode node) {
    return node.path("Type").isTextual() && node.path("TopicArn").isTextual();
  }

  /** Opens the envelope of Amazon SNS. Without a message, it asks to confirm a subscription. */
  private Optional<RejectReason> takeSns(JsonNode node, int envelopes) {
    return node.path("Type").asText().equals("Notification")
        ? open(JsonReader.read(node.path("Message").asText()), null, envelopes + 1)
        : ignore("subscription");
  }

  /**
   * Processes the records of a notification. If no record has a known format, the notification has
   * none. If some do, each of the others is rejected, so that every event gets an answer.
   */
  private Optional<RejectReason> takeRecords(JsonNode records, int envelopes) {
    if (records.size() > maxEvents) {
      return Optional.of(RejectReason.TOO_MANY_RECORDS);
    }
    if (records.isEmpty()) {
      return ignore("no-records");
    }
    int before = entries.size();
    int unknown = 0;
    Optional<RejectReason> rejected = Optional.empty();
    for (JsonNode record : records) {
      Optional<RejectReason> reason = takeRecord(record, envelopes + 1);
      if (reason.isPresent()) {
        unknown++;
        rejected = reason;
        entries.add(S3Object.refused(record, "The record has no known format"));
      }
      if (entries.size() > maxEvents) {
        return Optional.of(RejectReason.TOO_MANY_RECORDS);
      }
    }
    if (unknown < records.size()) {
      return Optional.empty();
    }
    entries.subList(before, entries.size()).clear();
    return rejected;
  }

  private Optional<RejectReason> takeRecord(JsonNode record, int envelopes) {
    if (record.path("eventSource").asText().equals("aws:sqs")) {
      return open(JsonReader.read(record.path("body").asText()), null, envelopes);
    }
    if (record.path("EventSource").asText().equals("aws:sns")) {
      return takeSns(record.path("Sns"), envelopes);
    }
    return S3Notification.isRecord(record)
        ? gather(S3Notification.entryOf(record, plainKeySources))
        : Optional.of(RejectReason.UNKNOWN_FORM);
  }

  private Optional<RejectReason> gather(Optional<Entry> entry) {
    if (entry.isEmpty()) {
      return ignore("object-not-created");
    }
    entries.add(entry.get());
    return Optional.empty();
  }

  private Optional<RejectReason> ignore(String reason) {
    ignored.add(reason);
    return Optional.empty();
  }
}
