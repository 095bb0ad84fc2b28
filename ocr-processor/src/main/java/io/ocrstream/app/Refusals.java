/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Why a cluster could not be used, in a sentence that says what to do. Of what a library says, only
 * the kind is passed on: its messages may hold what it was configured with.
 */
final class Refusals {
  private static final String PREFIX = "the cluster cannot be used: ";

  private Refusals() {}

  /** The sentence. */
  static String explain(Throwable thrown) {
    Throwable inner = thrown instanceof ExecutionException ? thrown.getCause() : null;
    Throwable cause = inner == null ? thrown : inner;
    return PREFIX + reason(cause) + " (" + kinds(cause) + ")";
  }

  private static String reason(Throwable cause) {
    if (cause instanceof SaslAuthenticationException
        || cause instanceof UnsupportedSaslMechanismException) {
      return "the brokers refuse the user, its password or the mechanism; correct sasl.mechanism"
          + " and sasl.jaas.config of ocr.kafka.client";
    }
    if (cause instanceof SslAuthenticationException) {
      return "the brokers' certificate is not trusted, not for this name, or they refuse ours;"
          + " correct the ssl settings of ocr.kafka.client";
    }
    if (cause instanceof AuthorizationException) {
      return "a right is missing" + resource(cause) + "; grant it, see docs/least-privilege.md";
    }
    if (cause instanceof TimeoutException) {
      return "no broker answers; check ocr.kafka.bootstrap-servers, and that security.protocol of"
          + " ocr.kafka.client is what the brokers speak at that port";
    }
    return "it refuses, or the settings of ocr.kafka.client are wrong";
  }

  private static String resource(Throwable cause) {
    if (cause instanceof TopicAuthorizationException e && !e.unauthorizedTopics().isEmpty()) {
      return " on topics " + e.unauthorizedTopics();
    }
    return cause instanceof GroupAuthorizationException e && e.groupId() != null
        ? " on group " + e.groupId()
        : "";
  }

  private static String kinds(Throwable thrown) {
    List<String> kinds = new ArrayList<>();
    for (Throwable at = thrown; at != null && kinds.size() < 4; at = at.getCause()) {
      kinds.add(at.getClass().getSimpleName());
    }
    return String.join(" by ", kinds);
  }
}
