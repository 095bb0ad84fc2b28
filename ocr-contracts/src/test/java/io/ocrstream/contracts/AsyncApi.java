/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates an AsyncAPI 3.0 document of the topics: which program writes what to which topic, and
 * under which key. Schemas of public messages are separate files. Tasks and completions are
 * internal to processor and workers, so their form is not documented.
 */
final class AsyncApi {
  private static final String BINDING_VERSION = "0.5.0";
  private static final String JSON = "application/json";
  private static final String JSON_SCHEMA = "application/schema+json;version=draft-2020-12";

  private final ObjectNode document = Json.mapper().createObjectNode();

  private AsyncApi() {}

  static JsonNode document() {
    AsyncApi api = new AsyncApi();
    api.head();
    ObjectNode channels = api.document.putObject("channels");
    Arrays.stream(Topic.values()).forEach(topic -> channel(channels.putObject(id(topic)), topic));
    ObjectNode operations = api.document.putObject("operations");
    Arrays.stream(Topic.values())
        .filter(topic -> topic.kind() != Topic.Kind.WORK)
        .forEach(topic -> entry(operations, topic));
    Arrays.stream(ShareGroup.values()).forEach(group -> work(operations, group));
    ObjectNode messages = api.document.putObject("components").putObject("messages");
    Arrays.stream(Message.values())
        .forEach(message -> message.describe(messages.putObject(message.id)));
    return api.document;
  }

  private void head() {
    document.put("asyncapi", "3.0.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "OCR stream");
    // The version of the payload's format, which consumers depend on.
    info.put("version", EngineInfo.PAYLOAD_SCHEMA + ".0.0");
    info.put(
        "description",
        "Answers each upload event with exactly one result or failure. Operations are described from"
            + " the side of the processor and its workers. Addresses start with the installation's"
            + " ocr.kafka.topic-prefix if it is set.");
    ObjectNode license = info.putObject("license");
    license.put("name", "Apache-2.0");
    license.put("url", "https://www.apache.org/licenses/LICENSE-2.0.txt");
    document.put("defaultContentType", JSON);
  }

  private static void channel(ObjectNode channel, Topic topic) {
    channel.put("address", topic.topicName());
    channel.put("description", description(topic));
    ObjectNode messages = channel.putObject("messages");
    messages(topic).forEach(m -> ref(messages.putObject(m.id), "components/messages/" + m.id));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.topicName());
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    ArrayNode cleanup = configuration.putArray("cleanup.policy");
    if (topic.kind() == Topic.Kind.SUMMARY) {
      cleanup.add("compact");
    }
    cleanup.add("delete");
    configuration.put("retention.ms", topic.retention().toMillis());
    configuration.put("max.message.bytes", topic.maxRecordBytes() + Topic.BATCH_OVERHEAD_BYTES);
    kafka.put("bindingVersion", BINDING_VERSION);
    channel.put("x-ocr-kind", topic.kind().name().toLowerCase(Locale.ROOT));
  }

  private static void entry(ObjectNode operations, Topic topic) {
    boolean in = topic == Topic.DOCUMENTS;
    operation(operations, (in ? "receive" : "send") + capitalised(id(topic)), topic, in);
  }

  private static void work(ObjectNode operations, ShareGroup group) {
    String tasks = capitalised(id(group.tasks()));
    String completions = capitalised(id(group.completions()));
    operation(operations, "send" + tasks, group.tasks(), false);
    ObjectNode worker = operation(operations, "receive" + tasks, group.tasks(), true);
    ObjectNode kafka = worker.putObject("bindings").putObject("kafka");
    kafka.putObject("groupId").put("type", "string").put("const", group.groupId());
    kafka.put("bindingVersion", BINDING_VERSION);
    worker.put("x-ocr-group", "share");
    operation(operations, "send" + completions, group.completions(), false);
    operation(operations, "receive" + completions, group.completions(), true);
  }

  private static ObjectNode operation(
      ObjectNode operations, String id, Topic topic, boolean receives) {
    ObjectNode operation = operations.putObject(id);
    operation.put("action", receives ? "receive" : "send");
    ref(operation.putObject("channel"), "channels/" + id(topic));
    return operation;
  }

  private static void ref(ObjectNode node, String path) {
    node.put("$ref", "#/" + path);
  }

  /** Returns the id of a topic, such as {@code deadLetters} for {@code DEAD_LETTERS}. */
  static String id(Topic topic) {
    StringBuilder id = new StringBuilder();
    for (String part : topic.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      id.append(id.isEmpty() ? part : capitalised(part));
    }
    return id.toString();
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /**
   * Returns a topic's description. There is no default, so a new topic does not compile without
   * one.
   */
  private static String description(Topic topic) {
    return switch (topic) {
      case DOCUMENTS -> "Uploaded documents";
      case RESULTS -> "Results: one for each event whose document was read";
      case FAILURES -> "Failures: one for each event without a result";
      case REVIEW -> "Copies of results that need review, if ocr.topics.review is true";
      case DEAD_LETTERS -> "Invalid events as received, with the origin in headers";
      case IDENTIFY -> "Tasks to identify the bytes at a location";
      case IDENTIFIED -> "Completions of identify tasks";
      case RECOGNISE -> "Tasks to read a document";
      case RECOGNISED -> "Completions of recognise tasks; they can warm a cache";
      case STATS -> "Statistics of each minute and in total; the record of a minute is updated";
    };
  }

  private static List<Message> messages(Topic topic) {
    return switch (topic) {
      case DOCUMENTS -> List.of(Message.UPLOAD_EVENT, Message.S3_NOTIFICATION, Message.CLOUD_EVENT);
      case RESULTS -> List.of(Message.RESULT);
      case FAILURES -> List.of(Message.FAILURE);
      case REVIEW -> List.of(Message.RESULT);
      case DEAD_LETTERS -> List.of(Message.DEAD_LETTER);
      case IDENTIFY -> List.of(Message.IDENTIFY_TASK);
      case IDENTIFIED -> List.of(Message.IDENTIFIED);
      case RECOGNISE -> List.of(Message.RECOGNISE_TASK);
      case RECOGNISED -> List.of(Message.RECOGNISED);
      case STATS -> List.of(Message.STATISTICS);
    };
  }

  /** Lists the messages, each with its topic's key. */
  private enum Message {
    UPLOAD_EVENT("uploadEvent", "A document was uploaded", "Any", "upload-event"),
    S3_NOTIFICATION(
        "s3Notification", "A document was uploaded, as a notification of S3 or MinIO", "Any", null),
    CLOUD_EVENT("cloudEvent", "A document was uploaded, as a CloudEvent", "Any", null),
    RESULT("result", "The reading of an event's document", "Document id", "result"),
    FAILURE("failure", "The reason why an event has no result", "Document id", "failure"),
    DEAD_LETTER("deadLetter", "An invalid event, of any bytes", "Key as received", null),
    IDENTIFY_TASK("identifyTask", "Internal", "Digest of the location", null),
    IDENTIFIED("identified", "Internal", "Digest of the location", null),
    RECOGNISE_TASK("recogniseTask", "Internal", "Content hash and fingerprint", null),
    RECOGNISED("recognised", "Internal", "Content hash and fingerprint", null),
    STATISTICS(
        "statistics",
        "Counts of a minute and since counting started",
        "Start of the minute, such as 2026-01-31T08:00:00Z",
        "statistics");

    private static final List<String> CLOUD_EVENTS =
        List.of(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "content-type");

    private final String id;
    private final String summary;
    private final String key;
    private final Optional<String> schema;

    Message(String id, String summary, String key, @Nullable String schema) {
      this.id = id;
      this.summary = summary;
      this.key = key;
      this.schema = Optional.ofNullable(schema);
    }

    private void describe(ObjectNode message) {
      message.put("name", id);
      message.put("summary", summary);
      message.put("contentType", this == DEAD_LETTER ? "application/octet-stream" : JSON);
      if (this == FAILURE || this == DEAD_LETTER || this == RESULT) {
        ObjectNode headers = message.putObject("headers");
        headers.put("type", "object");
        describeHeaders(headers.putObject("properties"));
      }
      schema.ifPresent(
          name -> {
            ObjectNode payload = message.putObject("payload");
            payload.put("schemaFormat", JSON_SCHEMA);
            payload.putObject("schema").put("$ref", "schema/" + name + ".schema.json");
          });
      ObjectNode kafka = message.putObject("bindings").putObject("kafka");
      kafka.putObject("key").put("type", "string").put("description", key);
      kafka.put("bindingVersion", BINDING_VERSION);
    }

    private void describeHeaders(ObjectNode properties) {
      if (this != RESULT) {
        for (ErrorHeader header : ErrorHeader.values()) {
          ObjectNode property = properties.putObject(header.headerName());
          property.put("type", "string").put("maxLength", header.maxBytes());
          property.put("description", header.description());
        }
      }
      if (this != DEAD_LETTER) {
        for (String attribute : CLOUD_EVENTS) {
          ObjectNode property = properties.putObject(attribute);
          property.put("type", "string");
          property.put(
              "description", "CloudEvents 1.0, if ocr.processor.cloud-event-source is set");
        }
      }
    }
  }
}
