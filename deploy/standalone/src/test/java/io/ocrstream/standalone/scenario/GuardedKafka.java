/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.awaitility.Awaitility.await;

import io.ocrstream.content.TestCertificate;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.kafka.KafkaRight;
import io.ocrstream.kafka.KafkaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker that requires TLS, name and password, and grants each user only its rights. Its
 * certificate is created for it. Workers and readers use SCRAM, the others PLAIN.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class GuardedKafka implements AutoCloseable {
  /** A user without rights, unless a test grants some. */
  public static final String NOBODY = "nobody";

  /** SASL mechanism of users whose password the broker keeps as a salted hash. */
  public static final String SCRAM = "SCRAM-SHA-512";

  /** SASL mechanism of the other users. */
  public static final String PLAIN = "PLAIN";

  private static final Set<KafkaRole> BY_SCRAM = Set.of(KafkaRole.WORKER, KafkaRole.READER);
  private static final int ITERATIONS = 4096;
  private static final String SUPER_USER = "admin";

  private final EmbeddedKafka kafka;
  private final TestCertificate identity;
  private final Admin admin;

  private GuardedKafka(EmbeddedKafka kafka, TestCertificate identity) {
    this.kafka = kafka;
    this.identity = identity;
    this.admin = Admin.create(client(SUPER_USER));
  }

  /** Starts a broker on which only the super user has rights. */
  public static GuardedKafka start(Path folder) throws Exception {
    TestCertificate identity = TestCertificate.make(folder);
    GuardedKafka kafka = new GuardedKafka(EmbeddedKafka.temporary(broker(identity)), identity);
    kafka.keepPasswords();
    return kafka;
  }

  private void keepPasswords() throws Exception {
    ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
    List<UserScramCredentialAlteration> users =
        BY_SCRAM.stream()
            .map(GuardedKafka::user)
            .<UserScramCredentialAlteration>map(
                user -> new UserScramCredentialUpsertion(user, how, password(user)))
            .toList();
    admin.alterUserScramCredentials(users).all().get();
  }

  private static Map<String, String> broker(TestCertificate identity) {
    Map<String, String> all = new HashMap<>(trusting(identity));
    all.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:SASL_SSL");
    all.put("listener.name.broker.sasl.enabled.mechanisms", PLAIN + "," + SCRAM);
    all.put("listener.name.controller.sasl.enabled.mechanisms", PLAIN);
    all.put("sasl.mechanism.inter.broker.protocol", PLAIN);
    all.put("sasl.mechanism.controller.protocol", PLAIN);
    all.put(
        "listener.name.broker.scram-sha-512.sasl.jaas.config",
        ScramLoginModule.class.getName() + " required;");
    all.put("listener.name.broker.plain.sasl.jaas.config", jaasOfBroker());
    all.put("listener.name.controller.plain.sasl.jaas.config", jaasOfBroker());
    all.put("ssl.keystore.type", "PKCS12");
    all.put("ssl.keystore.location", identity.keyStore().toString());
    all.put("ssl.keystore.password", TestCertificate.PASSWORD);
    all.put("ssl.key.password", TestCertificate.PASSWORD);
    all.put("authorizer.class.name", StandardAuthorizer.class.getName());
    all.put("super.users", "User:" + SUPER_USER);
    return all;
  }

  private static Map<String, String> trusting(TestCertificate identity) {
    return Map.of(
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.location",
        identity.keyStore().toString(),
        "ssl.truststore.password",
        TestCertificate.PASSWORD);
  }

  private static String jaasOfBroker() {
    Stream<String> users =
        Stream.concat(
            Stream.of(SUPER_USER, NOBODY),
            Arrays.stream(KafkaRole.values())
                .filter(role -> !BY_SCRAM.contains(role))
                .map(GuardedKafka::user));
    return jaas(PLAIN, SUPER_USER, password(SUPER_USER))
        .replace(
            ";",
            users
                .map(user -> " user_%s=\"%s\"".formatted(user, password(user)))
                .collect(Collectors.joining("", "", ";")));
  }

  private static String jaas(String mechanism, String user, String password) {
    Class<?> module = mechanism.equals(SCRAM) ? ScramLoginModule.class : PlainLoginModule.class;
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(module.getName(), user, password);
  }

  /** Returns the user of a role. */
  public static String user(KafkaRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the password of a user. */
  public static String password(String user) {
    return "canary-" + user + "-4711";
  }

  /** Returns the passwords of all users, which no message may quote. */
  public static List<String> passwords() {
    List<String> all =
        new ArrayList<>(Arrays.stream(KafkaRole.values()).map(r -> password(user(r))).toList());
    all.add(password(SUPER_USER));
    all.add(password(NOBODY));
    return all;
  }

  /** Returns the client properties of a user, without the address. */
  public Map<String, String> login(String user) {
    boolean byScram = BY_SCRAM.stream().anyMatch(role -> user(role).equals(user));
    return login(byScram ? SCRAM : PLAIN, user, password(user));
  }

  /**
   * Returns the settings of a role or tool that logs in as {@code user}.
   *
   * @param more further settings
   */
  public Map<String, String> settings(String user, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(Map.of("ocr.kafka.bootstrap-servers", address()));
    login(user).forEach((key, value) -> all.put(setting(key), value));
    all.putAll(more);
    return all;
  }

  /** Returns the name of the setting for the client property {@code key}. */
  public static String setting(String key) {
    return "ocr.kafka.client.\"" + key + "\"";
  }

  /**
   * Returns client properties without the address, with a password and mechanism that may be wrong.
   */
  public Map<String, String> login(String mechanism, String user, String password) {
    Map<String, String> all = new HashMap<>(trusting(identity));
    all.put("security.protocol", "SASL_SSL");
    all.put("sasl.mechanism", mechanism);
    all.put("sasl.jaas.config", jaas(mechanism, user, password));
    return all;
  }

  /** Returns all client properties of a user. */
  public Map<String, Object> client(String user) {
    Map<String, Object> all = new HashMap<>(login(user));
    all.put("bootstrap.servers", kafka.bootstrapServers());
    return all;
  }

  /** Returns host and port. */
  public String address() {
    return kafka.bootstrapServers();
  }

  /** Returns an admin client of the super user. */
  public Admin admin() {
    return admin;
  }

  /** Grants {@code user} these rights and no others, and waits until they are in effect. */
  public void grant(String user, Collection<KafkaRight> rights) throws Exception {
    Set<AclBinding> wanted =
        rights.stream()
            .flatMap(right -> bindings("User:" + user, right))
            .collect(Collectors.toSet());
    Set<AclBinding> had = granted(user);
    admin
        .deleteAcls(
            had.stream().filter(a -> !wanted.contains(a)).map(AclBinding::toFilter).toList())
        .all()
        .get();
    admin.createAcls(wanted.stream().filter(a -> !had.contains(a)).toList()).all().get();
    await("rights of " + user).until(() -> granted(user).equals(wanted));
  }

  private static Stream<AclBinding> bindings(String principal, KafkaRight right) {
    return right.operations().stream()
        .map(
            operation ->
                new AclBinding(
                    right.resource(),
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
  }

  private Set<AclBinding> granted(String user) throws Exception {
    return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
        .filter(a -> a.entry().principal().equals("User:" + user))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
