/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Tenant;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks the rules that types and ranges cannot express: the syntax of addresses and the
 * combinations of settings.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SettingsRules {
  /**
   * Bytes of a record that hold neither payload nor event: names, times, headers and the pages that
   * need review.
   */
  static final long ENVELOPE_BYTES = 96 << 10;

  /**
   * Copies of the event's URI in an answer: the event itself, the document id and the record's key.
   */
  static final int EVENT_COPIES = 3;

  /**
   * Address space of a child process besides its heap: 0.4 GiB for the JVM, the rest for a page.
   */
  static final long CHILD_BYTES = 768L << 20;

  /** Minimum length of a token, in characters, so that it cannot be guessed. */
  static final int MIN_TOKEN = 16;

  private static final Pattern REDIS =
      Pattern.compile("(redis|rediss|redis-sentinel|rediss-sentinel)://.+", Pattern.DOTALL);
  private static final Pattern BROKER = Pattern.compile("[^\\s/]+:\\d{1,5}");
  private static final Pattern ENCRYPTION_KEY =
      Pattern.compile("[A-Za-z0-9._-]{1,32}:[A-Za-z0-9+/]{43}=");
  private static final Pattern TENANT_KEY =
      Pattern.compile("(?=.{44,})([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{" + MIN_TOKEN + ",1000}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_]+");

  /** Kafka properties that have an own setting here, so that each value has one source. */
  private static final Map<String, String> OWN_KEYS =
      new TreeMap<>(
          Map.of(
              "bootstrap.servers", "ocr.kafka.bootstrap-servers",
              "application.id", "ocr.processor.application-id",
              "processing.guarantee", "ocr.processor.guarantee",
              "num.stream.threads", "ocr.processor.threads",
              "commit.interval.ms", "ocr.processor.commit-interval",
              "session.timeout.ms", "ocr.processor.session-timeout",
              "num.standby.replicas", "ocr.processor.standby-replicas",
              "state.dir", "ocr.processor.state-dir"));

  private final RuleProblems problems;

  private SettingsRules(RuleProblems problems) {
    this.problems = problems;
  }

  /**
   * Returns the problems of {@code settings}; the settings in {@code broken} hold their defaults.
   */
  static List<SettingProblem> check(Settings settings, Set<String> broken) {
    RuleProblems problems = new RuleProblems(broken);
    SettingsRules rules = new SettingsRules(problems);
    rules.kafka(settings);
    rules.cache(settings.cache());
    rules.languages(settings.engine());
    rules.sandbox(settings.engine());
    rules.roomInChildren(settings.engine().child());
    rules.roomInRecords(settings);
    rules.folders(settings);
    rules.ops(settings.ops());
    rules.gateway(settings.gateway());
    new LocationRules(problems).check(settings);
    return problems.all();
  }

  private void kafka(Settings settings) {
    String servers = "ocr.kafka.bootstrap-servers";
    problems.require(
        RuleProblems.matchAll(settings.kafka().bootstrapServers(), BROKER),
        "has an invalid value; write each broker as host:port",
        servers);
    problems.require(
        PREFIX.matcher(settings.kafka().topicPrefix().orElse("")).matches(),
        "is not a valid topic prefix; use up to 100 letters, digits, '.', '_' and '-'",
        "ocr.kafka.topic-prefix");
    problems.require(
        settings.topics().replicationFactor() != 0,
        "is 0; set 1 or more replicas, or -1 for the broker's default",
        "ocr.topics.replication-factor");
    Map<String, String> client = settings.kafka().client();
    OWN_KEYS.forEach(
        (name, key) ->
            problems.require(
                !client.containsKey(name),
                "is not allowed here; use " + key,
                "ocr.kafka.client.\"" + name + "\""));
  }

  private void cache(CacheConfig cache) {
    String uri = "ocr.cache.uri";
    String hosts = cache.uri().substring(cache.uri().lastIndexOf('@') + 1);
    boolean sentinel = cache.uri().contains("-sentinel://");
    problems.require(
        REDIS.matcher(cache.uri()).matches(),
        "does not start with redis://, rediss://, redis-sentinel:// or rediss-sentinel://; write"
            + " the scheme in front of the host",
        uri);
    problems.require(
        !(cache.cluster() && sentinel),
        "is true, but ocr.cache.uri names Sentinels; set one or the other",
        "ocr.cache.cluster",
        uri);
    problems.require(
        cache.cluster() || sentinel || !hosts.contains(","),
        "names several hosts; set ocr.cache.cluster to true, or name one host",
        uri,
        "ocr.cache.cluster");
    cacheKeys(cache);
  }

  private void cacheKeys(CacheConfig cache) {
    List<String> keys = cache.encryptionKeys().orElse(List.of());
    String encryption = "ocr.cache.encryption-keys";
    problems.require(
        keys.stream().allMatch(key -> ENCRYPTION_KEY.matcher(key).matches()),
        "contains an invalid key; write each key as name:base64 of 32 bytes, for example from"
            + " openssl rand -base64 32",
        encryption);
    problems.require(
        keys.stream().map(key -> key.split(":", 2)[0]).distinct().count() == keys.size(),
        "uses one name for two keys; use a different name for each key",
        encryption);
    problems.require(
        !cache.plaintextAccepted() || !keys.isEmpty(),
        "is true, but ocr.cache.encryption-keys is not set; remove this setting",
        "ocr.cache.plaintext-accepted",
        encryption);
    problems.require(
        cache.legacy() != CacheConfig.LegacyEntries.READ_WRITE || keys.isEmpty(),
        "is read-write, but the earlier service's entries are plain text; set it to read, or remove"
            + " ocr.cache.encryption-keys",
        "ocr.cache.legacy",
        encryption);
    String tenant = "ocr.cache.tenant-key";
    problems.require(
        cache.tenantKey().map(TENANT_KEY.asMatchPredicate()::test).orElse(true),
        "is not a valid key; write base64 of 32 bytes or more, for example from"
            + " openssl rand -base64 32",
        tenant);
    problems.require(
        !cache.tenantRequired() || cache.tenantKey().isPresent(),
        "is true, but ocr.cache.tenant-key is not set; set it too",
        "ocr.cache.tenant-required",
        tenant);
  }

  private void languages(EngineConfig engine) {
    String key = "ocr.engine.languages";
    problems.require(
        RuleProblems.matchAll(engine.languages(), LANGUAGE),
        "contains an invalid language; write names separated by commas, such as por,eng",
        key);
    problems.require(
        engine.languages().size() <= OcrOptions.MAX_LANGUAGES,
        "contains more than %d languages; remove some".formatted(OcrOptions.MAX_LANGUAGES),
        key);
  }

  private void sandbox(EngineConfig engine) {
    problems.require(
        engine.sandbox() != EngineConfig.Sandbox.REQUIRED
            || engine.isolation() == EngineConfig.Isolation.PROCESS,
        "is required, but an engine in the worker's own process has no sandbox; set"
            + " ocr.engine.isolation to process",
        "ocr.engine.sandbox",
        "ocr.engine.isolation");
  }

  private void roomInChildren(EngineConfig.Child child) {
    long free = child.addressSpace().bytes() - CHILD_BYTES;
    problems.require(
        child.heap().bytes() <= free,
        "leaves no room for code, models and pixels in ocr.engine.child.address-space; set at"
            + " most %s, or more address space".formatted(new DataSize(Math.max(0, free))),
        "ocr.engine.child.heap",
        "ocr.engine.child.address-space");
  }

  private void roomInRecords(Settings settings) {
    long event = settings.processor().maxEventBytes().bytes();
    long free = Topic.MAX_RECORD_BYTES - ENVELOPE_BYTES - EVENT_COPIES * event;
    problems.require(
        settings.worker().maxPayload().bytes() <= free,
        "leaves no room for %d copies of an event in a record of %s; set at most %s, or lower"
                .formatted(
                    EVENT_COPIES,
                    new DataSize(Topic.MAX_RECORD_BYTES),
                    new DataSize(Math.max(0, free)))
            + " ocr.processor.max-event-bytes",
        "ocr.worker.max-payload",
        "ocr.processor.max-event-bytes");
  }

  /** Checks that folders differ, because each is cleared of files that its owner does not know. */
  private void folders(Settings settings) {
    Map<String, Path> folders =
        new TreeMap<>(
            Map.of(
                "ocr.processor.state-dir", settings.processor().stateDir(),
                "ocr.worker.work-dir", settings.worker().workDir(),
                "ocr.engine.install-dir", settings.engine().installDir()));
    Set<Path> seen = new HashSet<>();
    folders.forEach(
        (key, folder) ->
            problems.require(
                seen.add(folder.toAbsolutePath().normalize()),
                "is used by another setting too; choose a separate folder for each of"
                    + " state-dir, work-dir and install-dir",
                key));
  }

  private void gateway(GatewayConfig gateway) {
    problems.require(
        gateway.token().map(TOKEN.asMatchPredicate()::test).orElse(true),
        "is not a valid token; use %d to 1000 printable ASCII characters without spaces"
            .formatted(MIN_TOKEN),
        "ocr.gateway.token");
    problems.require(
        gateway.tenant().map(Tenant::isName).orElse(true),
        "is not a valid tenant; use up to %d letters, digits, '.', '_' and '-'"
            .formatted(Tenant.MAX_CHARS),
        "ocr.gateway.tenant");
  }

  private void ops(OpsConfig ops) {
    problems.require(
        RuleProblems.matchAll(ops.hostNames().orElse(List.of()), HOST_NAME),
        "contains an invalid host name; write it without scheme, port and path",
        "ocr.ops.host-names");
    problems.require(
        ops.token().map(TOKEN.asMatchPredicate()::test).orElse(true),
        "is not a valid token; use %d to 1000 printable ASCII characters without spaces"
            .formatted(MIN_TOKEN),
        "ocr.ops.token");
  }
}
