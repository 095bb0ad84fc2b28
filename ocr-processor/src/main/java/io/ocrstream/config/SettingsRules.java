/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
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
 * What no type and no range says: the form of addresses, and settings that must suit each other. A
 * rule is left out when one of its settings already has a problem of its own.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SettingsRules {
  /** Room in a record for what is neither payload nor event: names, times, headers. */
  static final long ENVELOPE_BYTES = 64 << 10;

  /** An answer may repeat its event's URI as document id, and that again as the record's key. */
  static final int EVENT_COPIES = 3;

  /** Address space of a child process besides its heap: 0.4 GiB of a JVM, the rest for a page. */
  static final long CHILD_BYTES = 768L << 20;

  /** Shortest token, in characters: a guess must be hopeless. */
  static final int MIN_TOKEN = 16;

  private static final Pattern REDIS =
      Pattern.compile("(redis|rediss|redis-sentinel|rediss-sentinel)://.+", Pattern.DOTALL);
  private static final Pattern BROKER = Pattern.compile("[^\\s/]+:\\d{1,5}");
  private static final Pattern HOST = Pattern.compile("[^\\s/@]+");
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^\\s/@]+/?");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern PLACE =
      Pattern.compile("beside|file:///[!-~&&[^?#%]]+|s3://[A-Za-z0-9._-]{1,255}(/[!-~&&[^?#%]]*)?");
  private static final Pattern DOTTED = Pattern.compile(".*/\\.{1,2}(/.*)?");
  private static final Pattern ENCRYPTION_KEY =
      Pattern.compile("[A-Za-z0-9._-]{1,32}:[A-Za-z0-9+/]{43}=");
  private static final Pattern TENANT_KEY =
      Pattern.compile("(?=.{44,})([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{" + MIN_TOKEN + ",1000}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_]+");

  /** Kafka's names of what has a key here, so that no two places say different things. */
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

  /** What is wrong with {@code settings}, of which those {@code broken} hold their defaults. */
  static List<SettingProblem> check(Settings settings, Set<String> broken) {
    SettingsRules rules = new SettingsRules(broken);
    rules.kafka(settings);
    rules.cache(settings.cache());
    rules.content(settings.content());
    rules.outputs(settings.outputs());
    rules.languages(settings.engine());
    rules.roomInChildren(settings.engine().child());
    rules.roomInRecords(settings);
    rules.folders(settings);
    rules.ops(settings.ops());
    return rules.problems;
  }

  private void kafka(Settings settings) {
    String servers = "ocr.kafka.bootstrap-servers";
    require(
        matchAll(settings.kafka().bootstrapServers(), BROKER),
        "holds something that is not host:port; write each broker as host:port",
        servers);
    require(
        PREFIX.matcher(settings.kafka().topicPrefix().orElse("")).matches(),
        "is no beginning of a topic's name; use up to 100 letters, digits, '.', '_' and '-'",
        "ocr.kafka.topic-prefix");
    require(
        settings.topics().replicationFactor() != 0,
        "is 0; give 1 or more replicas, or -1 for the broker's default",
        "ocr.topics.replication-factor");
    Map<String, String> client = settings.kafka().client();
    OWN_KEYS.forEach(
        (name, key) ->
            require(
                !client.containsKey(name),
                "has a setting of its own; use " + key,
                "ocr.kafka.client.\"" + name + "\""));
  }

  private void cache(Settings.Cache cache) {
    String uri = "ocr.cache.uri";
    String hosts = cache.uri().substring(cache.uri().lastIndexOf('@') + 1);
    boolean sentinel = cache.uri().contains("-sentinel://");
    require(
        REDIS.matcher(cache.uri()).matches(),
        "does not begin with redis://, rediss://, redis-sentinel:// or rediss-sentinel://; write"
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

  private void cacheKeys(Settings.Cache cache) {
    List<String> keys = cache.encryptionKeys().orElse(List.of());
    String encryption = "ocr.cache.encryption-keys";
    require(
        keys.stream().allMatch(key -> ENCRYPTION_KEY.matcher(key).matches()),
        "holds something that is no key; write each as name:base64 of 32 bytes, such as those of"
            + " openssl rand -base64 32",
        encryption);
    require(
        keys.stream().map(key -> key.split(":", 2)[0]).distinct().count() == keys.size(),
        "gives two keys one name; give each a name of its own",
        encryption);
    require(
        !cache.plaintextAccepted() || !keys.isEmpty(),
        "is true, but there are no ocr.cache.encryption-keys; leave it out",
        "ocr.cache.plaintext-accepted",
        encryption);
    String tenant = "ocr.cache.tenant-key";
    require(
        cache.tenantKey().map(TENANT_KEY.asMatchPredicate()::test).orElse(true),
        "is no key; write base64 of 32 bytes or more, such as those of openssl rand -base64 32",
        tenant);
    require(
        !cache.tenantRequired() || cache.tenantKey().isPresent(),
        "is true, but there is no ocr.cache.tenant-key; set it too",
        "ocr.cache.tenant-required",
        tenant);
  }

  private void content(Settings.Content content) {
    require(
        matchAll(content.httpsHosts().orElse(List.of()), HOST),
        "holds something that is not a host; write host or host:port, without scheme and path",
        "ocr.content.https-hosts");
    require(
        matchAll(content.s3Buckets().orElse(List.of()), BUCKET),
        "holds something that is not a bucket's name; write the name without scheme and path",
        "ocr.content.s3-buckets");
    require(
        content.s3Endpoint().map(ENDPOINT.asMatchPredicate()::test).orElse(true),
        "is not an endpoint; write http:// or https:// and the host, without user and path",
        "ocr.content.s3-endpoint");
  }

  private void outputs(Settings.Outputs outputs) {
    String key = "ocr.outputs.location";
    String buckets = "ocr.outputs.s3-buckets";
    String roots = "ocr.outputs.file-roots";
    String place = outputs.location();
    boolean wellFormed = PLACE.matcher(place).matches() && !DOTTED.matcher(place).matches();
    require(
        matchAll(outputs.s3Buckets().orElse(List.of()), BUCKET),
        "holds something that is not a bucket's name; write the name without scheme and path",
        buckets);
    require(
        wellFormed,
        "is no place for outputs; write beside, file:///folder or s3://bucket/prefix, in ASCII and"
            + " without escapes, query and dotted names",
        key);
    require(
        !wellFormed
            || !place.startsWith("s3:")
            || outputs.s3Buckets().orElse(List.of()).contains(place.split("/", 4)[2]),
        "is in a bucket that outputs may not be written into; add it to " + buckets,
        key,
        buckets);
    require(
        !wellFormed
            || !place.startsWith("file:")
            || outputs.fileRoots().orElse(List.of()).stream()
                .map(root -> root.toAbsolutePath().normalize())
                .anyMatch(Path.of(place.substring("file://".length()))::startsWith),
        "is in no folder that outputs may be written into; add it to " + roots,
        key,
        roots);
  }

  private void languages(Settings.Engine engine) {
    String key = "ocr.engine.languages";
    require(
        matchAll(engine.languages(), LANGUAGE),
        "holds something that is not a language; write names separated by commas, such as por,eng",
        key);
    require(
        engine.languages().size() <= OcrOptions.MAX_LANGUAGES,
        "holds more than %d languages; name fewer".formatted(OcrOptions.MAX_LANGUAGES),
        key);
  }

  private void roomInChildren(Settings.EngineChild child) {
    long free = child.addressSpace().bytes() - CHILD_BYTES;
    require(
        child.heap().bytes() <= free,
        "leaves no room for code, models and pixels in ocr.engine.child.address-space; give at"
            + " most %s, or more address space".formatted(new DataSize(Math.max(0, free))),
        "ocr.engine.child.heap",
        "ocr.engine.child.address-space");
  }

  private void roomInRecords(Settings settings) {
    long event = settings.processor().maxEventBytes().bytes();
    long free = Topic.MAX_RECORD_BYTES - ENVELOPE_BYTES - EVENT_COPIES * event;
    require(
        settings.worker().maxPayload().bytes() <= free,
        "leaves no room for %d copies of an event in a record of %s; give at most %s, or lower"
                .formatted(
                    EVENT_COPIES,
                    new DataSize(Topic.MAX_RECORD_BYTES),
                    new DataSize(Math.max(0, free)))
            + " ocr.processor.max-event-bytes",
        "ocr.worker.max-payload",
        "ocr.processor.max-event-bytes");
  }

  /** Each of them is cleared of what its owner does not know. */
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
                "is the folder of another setting too; give each of state-dir, work-dir and"
                    + " install-dir its own",
                key));
  }

  private void ops(Settings.Ops ops) {
    require(
        matchAll(ops.hostNames().orElse(List.of()), HOST_NAME),
        "holds something that is not a name; write it without scheme, port and path",
        "ocr.ops.host-names");
    require(
        ops.token().map(TOKEN.asMatchPredicate()::test).orElse(true),
        "is no token; give %d to 1000 letters, digits or signs of ASCII, without spaces"
            .formatted(MIN_TOKEN),
        "ocr.ops.token");
  }

  private static boolean matchAll(List<String> values, Pattern form) {
    Predicate<String> matches = form.asMatchPredicate();
    return values.stream().allMatch(matches);
  }

  private void require(boolean holds, String message, String key, String... others) {
    if (!holds && Stream.concat(Stream.of(key), Stream.of(others)).noneMatch(broken::contains)) {
      problems.add(new SettingProblem(key, "%s %s.".formatted(key, message)));
    }
  }
}
