/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the attributes of a CloudEvent 1.0 in either mode of its Kafka binding.
 *
 * @param eventId source and id, which together identify an event: {@code <source>#<id>}
 * @param isJson whether the data are declared as JSON, which is the default
 */
record CloudEvent(String eventId, boolean isJson) {
  private static final String VERSION = "1.0";
  private static final String STRUCTURED = "application/cloudevents";

  /** Returns whether a record with these headers is a CloudEvent whose value is the data. */
  static boolean isBinary(RecordHeaders headers) {
    return headers.last("ce_specversion") != null
        && header(headers, "content-type").filter(t -> t.startsWith(STRUCTURED)).isEmpty();
  }

  /**
   * Reads binary mode, where attributes are headers. Empty if a required one is missing or invalid.
   */
  static Optional<CloudEvent> ofHeaders(RecordHeaders headers) {
    return of(name -> header(headers, "ce_" + name), header(headers, "content-type").orElse(null));
  }

  /** Reads structured mode: attributes are fields. Empty if a required one is invalid. */
  static Optional<CloudEvent> ofJson(JsonNode node) {
    return node.has("data") && node.has("data_base64")
        ? Optional.empty()
        : of(name -> field(node, name), field(node, "datacontenttype").orElse(null));
  }

  /** Returns the bytes of {@code data_base64}; empty if they are not Base64. */
  static Optional<byte[]> binaryData(JsonNode node) {
    try {
      return Optional.of(Base64.getDecoder().decode(node.path("data_base64").asText()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<CloudEvent> of(
      Function<String, Optional<String>> attribute, @Nullable String contentType) {
    Optional<String> id = attribute.apply("id").filter(t -> !t.isEmpty());
    Optional<String> source = attribute.apply("source").filter(t -> !t.isEmpty());
    boolean isValid =
        attribute.apply("specversion").filter(VERSION::equals).isPresent()
            && attribute.apply("type").filter(t -> !t.isEmpty()).isPresent();
    if (!isValid || id.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(source.get() + "#" + id.get())
        .filter(TextField.EVENT_ID::admits)
        .map(eventId -> new CloudEvent(eventId, isJson(contentType)));
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String name = type.strip().toLowerCase(Locale.ROOT);
    return name.equals("application/json") || name.equals("text/json") || name.endsWith("+json");
  }

  private static Optional<String> header(RecordHeaders headers, String name) {
    byte[] value = headers.last(name);
    return value == null ? Optional.empty() : JsonReader.decode(value);
  }

  private static Optional<String> field(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }
}
