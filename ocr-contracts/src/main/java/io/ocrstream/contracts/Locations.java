/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats locations for people, without credentials. */
public final class Locations {
  private static final Pattern URI =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:(?://)?)(?:[^/?#]*@)?([^?#]*).*", Pattern.DOTALL);

  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#\\s]*@");

  private Locations() {}

  /** Returns a URI without user, password, query and fragment; empty if the text is not a URI. */
  public static String shown(String uri) {
    Matcher parts = URI.matcher(uri);
    return parts.matches() ? parts.group(1) + parts.group(2) : "";
  }

  /** Returns a document id; one that is a URI is returned without credentials. */
  public static String shownId(String documentId) {
    if (!documentId.contains("://")) {
      return documentId;
    }
    String uri = shown(documentId);
    return uri.isEmpty() ? USER.matcher(documentId).replaceAll("") : uri;
  }

  /** Returns the failure without credentials in its location. */
  public static Failure shown(Failure failure) {
    return new Failure(
        failure.eventId(),
        shownId(failure.documentId()),
        shown(failure.uri()),
        failure.contentHash(),
        failure.code(),
        failure.fault(),
        failure.retryable(),
        failure.attempts(),
        failure.message(),
        failure.tag(),
        failure.failedAt());
  }
}
