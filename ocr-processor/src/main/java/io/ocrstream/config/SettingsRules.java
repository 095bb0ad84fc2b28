/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Tenant;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the rules that types and ranges cannot express: the syntax of addresses and the
 * combinations of settings. A rule is skipped if one of its settings already has a problem.
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
  private static final Pattern HOST = Pattern.compile("[^\\s/@]+");
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^\\s/@]+/?");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern PLACE =
      Pattern.compile("beside|file:///[!-~&&[^?#%]]+|s3://[A-Za-z0-9._-]{1,255}(/[!-~&&[^?#%]]*)?");
  private static final Pattern BELOW_BUCKET = Pattern.compile("s3://[^/]+/+[^/].*");
  private static final Pattern DOTTED = Pattern.compile(".*/\\.{1,2}(/.*)?");
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

  private final Set<String> broken;
  private final List<SettingProblem> problems = new ArrayList<>();

  private SettingsRules(Set<String> broken) {
    this.broken = broken;
  }

  /**
   * Returns the problems of {@code settings}; the settings in {@code broken} hold their defaults.
   */
  static List<SettingProblem> check(Settings settings, Set<String> broken) {
    SettingsRules rules = new SettingsRules(broken);
    rules.kafka(settings);
    rules.cache(settings.cache());
    rules.content(settings.content());
    rules.outputs(settings.outputs());
    rules.retention(settings);
    rules.languages(settings.engine());
    rules.sandbox(settings.engine());
    rules.roomInChildren(settings.engine().child());
    rules.roomInRecords(settings);
    rules.folders(settings);
    rules.ops(settings.ops());
    rules.gateway(settings);
    return rules.problems;
  }

  private void kafka(Settings settings) {
    String servers = "ocr.kafka.bootstrap-servers";
    require(
        matchAll(settings.kafka().bootstrapServers(), BROKER),
        "has an invalid value; write each broker as host:port",
        servers);
    require(
        PREFIX.matcher(settings.kafka().topicPrefix().orElse("")).matches(),
        "is not a valid topic prefix; use up to 100 letters, digits, '.', '_' and '-'",
        "ocr.kafka.topic-prefix");
    require(
        settings.topics().replicationFactor() != 0,
        "is 0; set 1 or more replicas, or -1 for the broker's default",
        "ocr.topics.replication-factor");
    Map<String, String> client = settings.kafka().client();
    OWN_KEYS.forEach(
        (name, key) ->
            require(
                !client.containsKey(name),
                "is not allowed here; use " + key,
                "ocr.kafka.client.\"" + name + "\""));
  }

  private void cache(CacheConfig cache) {
    String uri = "ocr.cache.uri";
    String hosts = cache.uri().substring(cache.uri().lastIndexOf('@') + 1);
    boolean sentinel = cache.uri().contains("-sentinel://");
    require(
        REDIS.matcher(cache.uri()).matches(),
        "does not start with redis://, rediss://, redis-sentinel:// or rediss-sentinel://; write"
            + " the scheme in front of the host",
        uri);
    require(
        !(cache.cluster() && sentinel),
        "is true, but ocr.cache.uri names Sentinels; set one or the other",
        "ocr.cache.cluster",
        uri);
    require(
        cache.cluster() || sentinel || !hosts.contains(","),
        "names several hosts; set ocr.cache.cluster to true, or name one host",
        uri,
        "ocr.cache.cluster");
    cacheKeys(cache);
  }

  private void cacheKeys(CacheConfig cache) {
    List<String> keys = cache.encryptionKeys().orElse(List.of());
    String encryption = "ocr.cache.encryption-keys";
    require(
        keys.stream().allMatch(key -> ENCRYPTION_KEY.matcher(key).matches()),
        "contains an invalid key; write each key as name:base64 of 32 bytes, for example from"
            + " openssl rand -base64 32",
        encryption);
    require(
        keys.stream().map(key -> key.split(":", 2)[0]).distinct().count() == keys.size(),
        "uses one name for two keys; use a different name for each key",
        encryption);
    require(
        !cache.plaintextAccepted() || !keys.isEmpty(),
        "is true, but ocr.cache.encryption-keys is not set; remove this setting",
        "ocr.cache.plaintext-accepted",
        encryption);
    require(
        cache.legacy() != CacheConfig.LegacyEntries.READ_WRITE || keys.isEmpty(),
        "is read-write, but the earlier service's entries are plain text; set it to read, or remove"
            + " ocr.cache.encryption-keys",
        "ocr.cache.legacy",
        encryption);
    String tenant = "ocr.cache.tenant-key";
    require(
        cache.tenantKey().map(TENANT_KEY.asMatchPredicate()::test).orElse(true),
        "is not a valid key; write base64 of 32 bytes or more, for example from"
            + " openssl rand -base64 32",
        tenant);
    require(
        !cache.tenantRequired() || cache.tenantKey().isPresent(),
        "is true, but ocr.cache.tenant-key is not set; set it too",
        "ocr.cache.tenant-required",
        tenant);
  }

  private void content(ContentConfig content) {
    require(
        matchAll(content.httpsHosts().orElse(List.of()), HOST),
        "contains an invalid host; write host or host:port, without scheme and path",
        "ocr.content.https-hosts");
    require(
        matchAll(content.s3Buckets().orElse(List.of()), BUCKET),
        "contains an invalid bucket name; write the name without scheme and path",
        "ocr.content.s3-buckets");
    require(
        content.s3Endpoint().map(ENDPOINT.asMatchPredicate()::test).orElse(true),
        "is not a valid endpoint; write http:// or https:// and the host, without user and path",
        "ocr.content.s3-endpoint");
  }

  private void outputs(OutputsConfig outputs) {
    String key = "ocr.outputs.location";
    String buckets = "ocr.outputs.s3-buckets";
    String roots = "ocr.outputs.file-roots";
    String place = outputs.location();
    boolean wellFormed = PLACE.matcher(place).matches() && !DOTTED.matcher(place).matches();
    require(
        matchAll(outputs.s3Buckets().orElse(List.of()), BUCKET),
        "contains an invalid bucket name; write the name without scheme and path",
        buckets);
    require(
        wellFormed,
        "is not a valid location; write beside, file:///folder or s3://bucket/prefix, in ASCII and"
            + " without escapes, query and dotted names",
        key);
    require(
        !wellFormed
            || !place.startsWith("s3:")
            || outputs.s3Buckets().orElse(List.of()).contains(place.split("/", 4)[2]),
        "is in a bucket that outputs may not be written to; add the bucket to " + buckets,
        key,
        buckets);
    require(
        !wellFormed
            || !place.startsWith("file:")
            || isBelow(place, outputs.fileRoots().orElse(List.of())),
        "is outside the folders that outputs may be written to; add the folder to " + roots,
        key,
        roots);
  }

  private void retention(Settings settings) {
    Duration retention = settings.outputs().retention();
    if (retention.isZero()) {
      return;
    }
    String key = "ocr.outputs.retention";
    require(
        retention.equals(Duration.ofDays(retention.toDays())),
        "is not a number of whole days, as object stores count; write it as 30d",
        key);
    String place = settings.outputs().location();
    require(
        place.startsWith("file:") || BELOW_BUCKET.matcher(place).matches(),
        "needs one place for outputs and nothing else; set ocr.outputs.location to"
            + " s3://bucket/prefix or file:///folder",
        key,
        "ocr.outputs.location");
    // A late completion still writes a cache entry, as does ocr cache warm.
    double longest = 1 + settings.cache().ttlJitter();
    Duration referred =
        Duration.ofMillis(Math.round(settings.cache().ttl().toMillis() * longest))
            .plus(Topic.RECOGNISED.retention());
    require(
        retention.compareTo(referred) >= 0,
        "is shorter than cache entries refer to outputs; set at least %dd, or shorten ocr.cache.ttl"
            .formatted(referred.plusDays(1).minusNanos(1).toDays()),
        key,
        "ocr.cache.ttl",
        "ocr.cache.ttl-jitter");
  }

  private void languages(EngineConfig engine) {
    String key = "ocr.engine.languages";
    require(
        matchAll(engine.languages(), LANGUAGE),
        "contains an invalid language; write names separated by commas, such as por,eng",
        key);
    require(
        engine.languages().size() <= OcrOptions.MAX_LANGUAGES,
        "contains more than %d languages; remove some".formatted(OcrOptions.MAX_LANGUAGES),
        key);
  }

  private void sandbox(EngineConfig engine) {
    require(
        engine.sandbox() != EngineConfig.Sandbox.REQUIRED
            || engine.isolation() == EngineConfig.Isolation.PROCESS,
        "is required, but an engine in the worker's own process has no sandbox; set"
            + " ocr.engine.isolation to process",
        "ocr.engine.sandbox",
        "ocr.engine.isolation");
  }

  private void roomInChildren(EngineConfig.Child child) {
    long free = child.addressSpace().bytes() - CHILD_BYTES;
    require(
        child.heap().bytes() <= free,
        "leaves no room for code, models and pixels in ocr.engine.child.address-space; set at"
            + " most %s, or more address space".formatted(new DataSize(Math.max(0, free))),
        "ocr.engine.child.heap",
        "ocr.engine.child.address-space");
  }

  private void roomInRecords(Settings settings) {
    long event = settings.processor().maxEventBytes().bytes();
    long free = Topic.MAX_RECORD_BYTES - ENVELOPE_BYTES - EVENT_COPIES * event;
    require(
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
            require(
                seen.add(folder.toAbsolutePath().normalize()),
                "is used by another setting too; choose a separate folder for each of"
                    + " state-dir, work-dir and install-dir",
                key));
  }

  private void ops(OpsConfig ops) {
    require(
        matchAll(ops.hostNames().orElse(List.of()), HOST_NAME),
        "contains an invalid host name; write it without scheme, port and path",
        "ocr.ops.host-names");
    require(
        ops.token().map(TOKEN.asMatchPredicate()::test).orElse(true),
        "is not a valid token; use %d to 1000 printable ASCII characters without spaces"
            .formatted(MIN_TOKEN),
        "ocr.ops.token");
  }

  private void gateway(Settings settings) {
    GatewayConfig gateway = settings.gateway();
    String key = "ocr.gateway.location";
    String place = gateway.location().orElse("");
    boolean wellFormed = place.isEmpty() || isPlaceOfUploads(place);
    require(
        wellFormed,
        "is not a valid location; write file:///folder or s3://bucket/prefix, in ASCII and without"
            + " escapes, query and dotted names",
        key);
    require(
        !wellFormed || isReadable(place, settings.content()),
        "is a place that workers may not read; add it to ocr.content.s3-buckets or"
            + " ocr.content.file-roots",
        key,
        "ocr.content.s3-buckets",
        "ocr.content.file-roots");
    require(
        gateway.token().map(TOKEN.asMatchPredicate()::test).orElse(true),
        "is not a valid token; use %d to 1000 printable ASCII characters without spaces"
            .formatted(MIN_TOKEN),
        "ocr.gateway.token");
    require(
        gateway.tenant().map(Tenant::isName).orElse(true),
        "is not a valid tenant; use up to %d letters, digits, '.', '_' and '-'"
            .formatted(Tenant.MAX_CHARS),
        "ocr.gateway.tenant");
  }

  private static boolean isPlaceOfUploads(String place) {
    return !place.equals("beside")
        && PLACE.matcher(place).matches()
        && !DOTTED.matcher(place).matches();
  }

  private static boolean isReadable(String place, ContentConfig content) {
    if (place.startsWith("s3:")) {
      return content.s3Buckets().orElse(List.of()).contains(place.split("/", 4)[2]);
    }
    return place.isEmpty() || isBelow(place, content.fileRoots().orElse(List.of()));
  }

  private static boolean isBelow(String place, List<Path> roots) {
    Path folder = Path.of(place.substring("file://".length()));
    return roots.stream()
        .map(root -> root.toAbsolutePath().normalize())
        .anyMatch(folder::startsWith);
  }

  private static boolean matchAll(List<String> values, Pattern form) {
    Predicate<String> matches = form.asMatchPredicate();
    return values.stream().allMatch(matches);
  }

  private void require(boolean holds, String message, String key, String... others) {
    if (!holds && Stream.concat(Stream.of(key), Stream.of(others)).noneMatch(broken::contains)) {
      problems.add(new SettingProblem(key, "%s %s".formatted(key, message)));
    }
  }
}
