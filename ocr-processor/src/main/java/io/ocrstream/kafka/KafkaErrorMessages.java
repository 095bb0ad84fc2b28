/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Explains why a cluster cannot be used, and what to do. Library messages are not passed on,
 * because they may contain configured secrets. Only exception types and the names of settings,
 * topics and groups are reported.
 */
public final class KafkaErrorMessages {
  private static final String PREFIX = "the cluster cannot be used: ";

  private static final Pattern WORD = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

  /** Names of all client settings. */
  private static final Set<String> NAMES =
      Stream.of(
              ConsumerConfig.configNames(),
              ProducerConfig.configNames(),
              AdminClientConfig.configNames())
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private KafkaErrorMessages() {}

  /** Returns the explanation of {@code thrown}. */
  public static String explain(Throwable thrown) {
    Throwable inner = thrown instanceof ExecutionException ? thrown.getCause() : null;
    Throwable cause = inner == null ? thrown : inner;
    return PREFIX + reason(cause) + " (" + kinds(cause) + ")";
  }

  private static String reason(Throwable cause) {
    if (cause instanceof SaslAuthenticationException
        || cause instanceof UnsupportedSaslMechanismException) {
      return "the brokers reject the user, the password or the mechanism; correct sasl.mechanism"
          + " and sasl.jaas.config of ocr.kafka.client";
    }
    if (cause instanceof SslAuthenticationException) {
      return "the brokers' certificate is not trusted or not for their host name, or they reject the"
          + " client's certificate; correct the ssl settings of ocr.kafka.client";
    }
    if (cause instanceof AuthorizationException) {
      return "a right is missing" + resource(cause) + "; grant it, see docs/least-privilege.md";
    }
    if (cause instanceof TimeoutException) {
      return "no broker answers; check ocr.kafka.bootstrap-servers, and that security.protocol of"
          + " ocr.kafka.client is the protocol of that port";
    }
    if (cause instanceof ConfigException || cause.getCause() instanceof ConfigException) {
      return "the settings of ocr.kafka.client are wrong" + settings(cause);
    }
    return "it rejects the request, or the settings of ocr.kafka.client are wrong";
  }

  /**
   * Returns the names of settings in the message. Names are not secret, but the rest of the message
   * may be.
   */
  private static String settings(Throwable cause) {
    Throwable problem = cause instanceof ConfigException ? cause : cause.getCause();
    String message = problem == null || problem.getMessage() == null ? "" : problem.getMessage();
    List<String> names =
        WORD.matcher(message).results().map(MatchResult::group).filter(NAMES::contains).toList();
    return names.isEmpty() ? "" : ": correct or leave out " + String.join(", ", names);
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
