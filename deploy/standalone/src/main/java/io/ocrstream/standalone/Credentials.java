/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * Holds the random credentials of one run for the embedded servers and the web page. Other users of
 * the machine can reach all ports of the loopback address, but cannot log in.
 *
 * @param kafka password of {@link #USER} at the broker
 * @param redis password of {@link #USER} at Redis
 * @param page access token of the endpoints
 */
record Credentials(String kafka, String redis, String page) {
  /** Name of the only user. */
  static final String USER = "ocr";

  /**
   * Redis commands that {@code deploy/redis/start.sh} grants the roles, and those of {@code ocr
   * cache}.
   */
  private static final String REDIS_RIGHTS =
      "~ocr:* resetchannels -@all +get +hmget +mget +set +del +unlink +expire +pexpire +ttl +pttl"
          + " +exists +strlen +ping +hello +auth +client|setname +client|setinfo +client|id +info +dbsize"
          + " +select +cluster|slots +cluster|shards +cluster|nodes +readonly +scan"
          + " +type +pexpireat";

  private static final String SASL = "SASL_PLAINTEXT";
  private static final String PLAIN = "PLAIN";
  private static final int BYTES = 24;

  /** Creates random credentials. */
  static Credentials random() {
    SecureRandom random = new SecureRandom();
    return new Credentials(secret(random), secret(random), secret(random));
  }

  /* Returns letters, digits and hyphens, which need no escapes in URIs, properties and login options. */
  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns the login properties of a Kafka client. */
  Map<String, String> kafkaClient() {
    return Map.of(
        "security.protocol", SASL, "sasl.mechanism", PLAIN, "sasl.jaas.config", jaas(";"));
  }

  /** Returns the broker settings that require the login, also from the broker itself. */
  Map<String, String> kafkaBroker() {
    Map<String, String> broker = new HashMap<>();
    broker.put("listener.security.protocol.map", "BROKER:%s,CONTROLLER:%s".formatted(SASL, SASL));
    broker.put("sasl.mechanism.inter.broker.protocol", PLAIN);
    broker.put("sasl.mechanism.controller.protocol", PLAIN);
    for (String listener : List.of("broker", "controller")) {
      String prefix = "listener.name." + listener + ".";
      broker.put(prefix + "sasl.enabled.mechanisms", PLAIN);
      broker.put(
          prefix + "plain.sasl.jaas.config", jaas(" user_%s=\"%s\";".formatted(USER, kafka)));
    }
    return broker;
  }

  private String jaas(String end) {
    return "%s required username=\"%s\" password=\"%s\"%s"
        .formatted(PlainLoginModule.class.getName(), USER, kafka, end);
  }

  /**
   * Returns lines of Redis's configuration: no command works without the password, and with it none
   * that accesses files, loads code, changes settings or runs scripts.
   */
  List<String> redisServer() {
    String hash = ContentHash.ofBytes(redis.getBytes(UTF_8)).hex();
    return List.of("user default off", "user %s on #%s %s".formatted(USER, hash, REDIS_RIGHTS));
  }

  /** Returns the URI of Redis with user and password. */
  String redisUri(String hostAndPort) {
    return "redis://%s:%s@%s".formatted(USER, redis, hostAndPort);
  }

  /** Returns no secrets. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
