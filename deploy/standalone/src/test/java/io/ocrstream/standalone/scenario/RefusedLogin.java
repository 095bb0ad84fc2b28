/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.ocrstream.content.TestCertificate;
import io.ocrstream.kafka.KafkaRole;
import java.nio.file.Files;
import java.util.Map;

/** Settings of a role with one defect, and what the role says about it. */
final class RefusedLogin {
  private RefusedLogin() {}

  /** Timeout for a broker that never gives a valid answer. */
  private static final String SHORT_PATIENCE_MS = "5000";

  /** Returns a role's settings with one defect. Ways with a mechanism fit workers. */
  static Map<String, String> spoiled(KafkaRole role, String way) throws Exception {
    Map<String, String> all = KafkaRightsIT.settings(role);
    String user = GuardedKafka.user(role);
    switch (way) {
      case "password" ->
          spoil(all, GuardedKafka.SCRAM, user, GuardedKafka.password("no-such-user"));
      case "mechanism" -> spoil(all, GuardedKafka.PLAIN, user, GuardedKafka.password(user));
      case "plain password" ->
          spoil(all, GuardedKafka.PLAIN, GuardedKafka.NOBODY, GuardedKafka.password(user));
      case "certificate" -> {
        TestCertificate other =
            TestCertificate.make(Files.createTempDirectory(KafkaRightsIT.folder, "other"));
        all.put(GuardedKafka.setting("ssl.truststore.location"), other.keyStore().toString());
      }
      case "plaintext" -> {
        all.put(GuardedKafka.setting("security.protocol"), "PLAINTEXT");
        all.put(GuardedKafka.setting("default.api.timeout.ms"), SHORT_PATIENCE_MS);
        all.put(GuardedKafka.setting("request.timeout.ms"), SHORT_PATIENCE_MS);
      }
      case "store password" -> all.put(GuardedKafka.setting("ssl.truststore.password"), "canary-x");
      case "jaas" ->
          all.put(
              GuardedKafka.setting("sasl.jaas.config"),
              "nonsense password=" + GuardedKafka.password(user));
      default -> throw new IllegalArgumentException(way);
    }
    return all;
  }

  private static void spoil(
      Map<String, String> all, String mechanism, String user, String password) {
    KafkaRightsIT.kafka
        .login(mechanism, user, password)
        .forEach((key, value) -> all.put(GuardedKafka.setting(key), value));
  }

  static String said(String way) {
    return switch (way) {
      case "password", "plain password", "mechanism" ->
          "the brokers reject the user, the password or the mechanism";
      case "certificate" -> "the brokers' certificate is not trusted";
      case "plaintext" -> "no broker answers; check ocr.kafka.bootstrap-servers, and that";
      default -> "it rejects the request, or the settings of ocr.kafka.client are wrong";
    };
  }
}
