/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a sender names a created object, and derives the event from it.
 *
 * <p>The event's id is a digest of bucket, key, version and sequencer, so a notification that is
 * delivered twice or by two routes has one id. The document's id is the URI without the version, so
 * it identifies the object in all its versions.
 */
enum S3Object {
  /** A notification record; keys are form-encoded. */
  NOTIFICATION("versionId", "eTag") {
    @Override
    Optional<String> decodeKey(String text) {
      return ObjectKey.decodeForm(text);
    }
  },
  /** A notification record of a store with plain keys, such as Ceph's gateway. */
  PLAIN_NOTIFICATION("versionId", "eTag") {
    @Override
    Optional<String> decodeKey(String text) {
      return Optional.of(text);
    }
  },
  /** The detail of an EventBridge event; keys are plain. */
  EVENT_BRIDGE("version-id", "etag") {
    @Override
    Optional<String> decodeKey(String text) {
      return Optional.of(text);
    }
  };

  /** Pattern of bucket names; old buckets may contain upper-case letters and underscores. */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

  /** Suffix of the folder that holds a document's outputs. */
  private static final String OUTPUTS_FOLDER = ".ocr/";

  static final int MAX_VERSION_CHARS = 1_024;
  private static final int ID_DIGITS = 32;

  private final String versionField;
  private final String etagField;

  S3Object(String versionField, String etagField) {
    this.versionField = versionField;
    this.etagField = etagField;
  }

  abstract Optional<String> decodeKey(String text);

  /**
   * Returns the event for the object.
   *
   * @param source everything that the sender wrote
   * @param description the part that contains {@code bucket} and {@code object}
   * @param time creation time; it distinguishes states if there is no sequencer
   */
  Entry entryOf(JsonNode source, JsonNode description, JsonNode time) {
    JsonNode object = description.path("object");
    Optional<String> base = uriOf(description.path("bucket").path("name"), object.path("key"));
    JsonNode version = object.path(versionField);
    boolean isVersionUsable = version.isMissingNode() || version.isNull() || isVersion(version);
    if (base.isEmpty() || !isVersionUsable) {
      return refused(source, "The bucket, key or version is missing or invalid");
    }
    String query = query(source, version);
    return new Entry.Accepted(
        new UploadEvent(
            eventId(base.get() + query, object, time),
            base.get(),
            base.get() + query,
            null,
            text(etag(object), TextField.ETAG),
            text(object.path("contentType"), TextField.CONTENT_TYPE),
            size(object.path("size")),
            null,
            null,
            null,
            null));
  }

  /**
   * Returns whether the object is an output that we stored next to its document. Reading outputs
   * would create outputs of outputs.
   *
   * @param description as for {@link #entryOf}
   */
  boolean isOutput(JsonNode description) {
    JsonNode key = description.path("object").path("key");
    return key.isTextual()
        && decodeKey(key.textValue()).filter(k -> k.contains(OUTPUTS_FOLDER)).isPresent();
  }

  /** Returns a rejected entry; its id is a digest of everything that the sender wrote. */
  static Entry refused(JsonNode source, String message) {
    String eventId = "record:" + digest(source.toString());
    Problem problem = new Problem(FailureCode.INVALID_EVENT, message, 0);
    return new Entry.Refused(eventId, eventId, "", null, null, problem);
  }

  private Optional<String> uriOf(JsonNode bucket, JsonNode key) {
    // A lone surrogate would be encoded as a question mark and name another object.
    boolean isText = key.isTextual() && TextField.isWellFormed(key.textValue());
    if (!isText || !BUCKET.matcher(bucket.asText()).matches()) {
      return Optional.empty();
    }
    return decodeKey(key.textValue())
        .filter(S3Object::isKey)
        .map(k -> "s3://" + bucket.asText() + "/" + ObjectKey.encodePath(k));
  }

  private static boolean isKey(String key) {
    return !key.isEmpty() && key.getBytes(StandardCharsets.UTF_8).length <= ObjectKey.MAX_BYTES;
  }

  private static boolean isVersion(JsonNode version) {
    return version.isTextual()
        && version.textValue().length() <= MAX_VERSION_CHARS
        && TextField.isWellFormed(version.textValue());
  }

  /**
   * Returns the query with the version, if there is one. "null" is the version in buckets without
   * versioning; its bytes can change, so it pins nothing. Older MinIO versions write "1" for every
   * object.
   */
  private static String query(JsonNode source, JsonNode version) {
    String text = version.isTextual() ? version.textValue() : "";
    boolean isPlaceholder =
        text.equals("1") && source.path("eventSource").asText().equals("minio:s3");
    return text.isEmpty() || text.equals("null") || isPlaceholder
        ? ""
        : "?versionId=" + ObjectKey.encodeQuery(text);
  }

  private String eventId(String uri, JsonNode object, JsonNode time) {
    String sequencer = object.path("sequencer").asText();
    String state = sequencer.isEmpty() ? etag(object).asText() + " " + time.asText() : sequencer;
    return "s3:" + digest(uri + "\n" + state);
  }

  /** Returns the ETag; older versions of Ceph's gateway write the field's name in lower case. */
  private JsonNode etag(JsonNode object) {
    JsonNode etag = object.path(etagField);
    return etag.isMissingNode() ? object.path("etag") : etag;
  }

  private static String digest(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ContentHash.ofBytes(utf8).hex().substring(0, ID_DIGITS);
  }

  /** Returns an optional text, or null if it is not usable. */
  private static @Nullable String text(JsonNode value, TextField field) {
    return field.admits(value) && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  private static @Nullable Long size(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
        ? value.longValue()
        : null;
  }
}
