/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Tenant;
import io.ocrstream.contracts.UploadEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validates an event of our own format, field by field. The failure of a rejected event repeats its
 * readable fields; its message describes the first problem.
 *
 * <p><b>Threading:</b> one thread, one event.
 */
final class OwnEvent {
  private final String eventId;
  private final JsonNode node;
  private @Nullable Problem problem;

  /**
   * Creates a validator.
   *
   * @param eventId the event's id, or that of its envelope
   */
  OwnEvent(String eventId, JsonNode node) {
    this.eventId = eventId;
    this.node = node;
  }

  Entry entry() {
    text(TextField.EVENT_ID);
    String uri = uri();
    String givenId = text(TextField.DOCUMENT_ID);
    ContentHash hash = contentHash();
    String etag = etag();
    String contentType = text(TextField.CONTENT_TYPE);
    Long size = size();
    String tag = text(TextField.TAG);
    String tenant = tenant();
    Long deadline = deadline();
    EventOptions options = options();
    String documentId =
        givenId != null ? givenId : uri != null ? withoutQuery(URI.create(uri)) : eventId;
    if (problem != null) {
      return new Entry.Refused(eventId, documentId, uri == null ? "" : uri, hash, tag, problem);
    }
    return new Entry.Accepted(
        new UploadEvent(
            eventId,
            documentId,
            // Without a URI there is a problem: see uri().
            uri == null ? "" : uri,
            hash,
            etag,
            contentType,
            size,
            options,
            tag,
            tenant,
            deadline));
  }

  private @Nullable String uri() {
    String text = text(TextField.URI);
    if (text == null) {
      refuse(TextField.URI.requirement());
      return null;
    }
    try {
      if (new URI(text).isAbsolute()) {
        return text;
      }
    } catch (URISyntaxException e) {
      // The exception's message quotes the URI, which may contain credentials.
    }
    refuse(
        "uri must be an absolute URI (RFC 3986): scheme first, other characters percent-encoded");
    return null;
  }

  /** Returns the URI as a document id, without credentials and version. */
  private static String withoutQuery(URI uri) {
    if (uri.isOpaque()) {
      return uri.getScheme() + ":" + uri.getRawSchemeSpecificPart();
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return uri.getScheme() + "://" + host + uri.getRawPath();
  }

  private @Nullable ContentHash contentHash() {
    JsonNode value = node.path("content_hash");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    Optional<ContentHash> hash = ContentHash.parse(value.asText());
    if (!value.isTextual() || hash.isEmpty()) {
      refuse("content_hash must be sha256: and 64 lower-case hex digits");
    }
    return hash.orElse(null);
  }

  /** Returns the ETag without the quotes that HTTP adds. */
  private @Nullable String etag() {
    String text = text(TextField.ETAG);
    if (text == null) {
      return null;
    }
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String bare = isQuoted ? text.substring(1, text.length() - 1) : text;
    return bare.isEmpty() ? null : bare;
  }

  private @Nullable String tenant() {
    String text = text(TextField.TENANT);
    if (text != null && !Tenant.isName(text)) {
      refuse("tenant must be letters, digits, dots, hyphens and underscores");
    }
    return text;
  }

  private @Nullable Long size() {
    return wholeNumber("size", "size must be a whole number from 0 to " + Long.MAX_VALUE);
  }

  private @Nullable Long deadline() {
    return wholeNumber("deadline", "deadline must be epoch milliseconds");
  }

  private @Nullable Long wholeNumber(String field, String requirement) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
      return value.longValue();
    }
    refuse(requirement);
    return null;
  }

  private @Nullable EventOptions options() {
    JsonNode value = node.path("options");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      refuse("options must be an object");
      return null;
    }
    OptionsReader reader = new OptionsReader(value);
    EventOptions options = reader.options();
    reader.complaint().ifPresent(c -> refuse(FailureCode.UNSUPPORTED_OPTION, c));
    return options;
  }

  private @Nullable String text(TextField field) {
    JsonNode value = node.path(field.jsonName());
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (field.admits(value)) {
      return value.textValue();
    }
    refuse(field.requirement());
    return null;
  }

  private void refuse(String message) {
    refuse(FailureCode.INVALID_EVENT, message);
  }

  private void refuse(FailureCode code, String message) {
    if (problem == null) {
      problem = new Problem(code, message, 0);
    }
  }
}
