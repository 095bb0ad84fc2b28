/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.TextLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Defines every setting with its default and range. A key is the method's name in kebab case below
 * {@code ocr}, such as {@code ocr.cache.uri}; its environment variable is {@code OCR_CACHE_URI}.
 *
 * <p>{@code docs/configuration.md} is generated from this interface.
 */
public interface Settings {
  @Doc("Connection to the Kafka brokers.")
  Kafka kafka();

  @Doc(
      "Properties of the topics that `ocr topics create` creates. Topic names are"
          + " fixed, apart from `ocr.kafka.topic-prefix`.")
  Topics topics();

  @Doc("The stream processor and its topology.")
  Processor processor();

  @Doc("The workers.")
  Worker worker();

  @Doc("The cache in Redis.")
  Cache cache();

  @Doc("Locations that documents may be read from, and limits for fetching them.")
  Content content();

  @Doc("Places for outputs that are stored as files, and for answers too large for a record.")
  Outputs outputs();

  @Doc("How documents are decoded and recognised.")
  Engine engine();

  @Doc(
      "Limits beyond which a result says `needs_review`. They are not part of the cache key: a"
          + " change applies to cached answers too, and nothing is read again.")
  Review review();

  @Doc("The HTTP endpoints for operations and the web page.")
  Ops ops();

  @Doc(
      "The optional gateway: `POST /ocr` for clients without Kafka (docs/gateway.md). It listens at"
          + " `ocr.ops.host` and `ocr.ops.port`.")
  Gateway gateway();

  /** Settings of the Kafka connection. */
  interface Kafka {
    @Doc("Bootstrap servers, as `host:port`, separated by commas.")
    @Default("localhost:9092")
    List<String> bootstrapServers();

    @Doc(
        "Prefix of the names of all topics, share groups, consumer groups and"
            + " transactional ids, such as `staging.`. It lets several installations share a"
            + " cluster. Use the same value for all processes of an installation.")
    Optional<String> topicPrefix();

    @Doc(
        value =
            "Any Kafka client property, such as `ocr.kafka.client.\"security.protocol\"`. It"
                + " applies to every client.",
        secret = true)
    Map<String, String> client();
  }

  /** Settings for the creation of topics. */
  interface Topics {
    @Doc("Number of partitions of the topics that other programs write or read.")
    @Default("8")
    @Range(min = "1", max = "1000")
    int entryPartitions();

    @Doc("Number of partitions of each task topic and completion topic.")
    @Default("8")
    @Range(min = "1", max = "1000")
    int workPartitions();

    @Doc("Replication factor of each topic; -1 uses the broker's default.")
    @Default("-1")
    @Range(min = "-1", max = "10")
    int replicationFactor();

    @Doc(
        "Whether a copy of each result that needs review is written to `ocr.review`. Run"
            + " `ocr topics create` after you set it.")
    @Default("false")
    boolean review();

    @Doc(
        "Maximum number of deliveries of a task. The worker gives up the task at its last"
            + " delivery.")
    @Default("5")
    @Range(min = "2", max = "10")
    int deliveryLimit();

    @Doc(
        "Lock duration of a task: how long a worker holds a task without renewing its"
            + " lock before another worker gets it. Brokers allow 15s to 60s by default.")
    @Default("15s")
    @Range(min = "1s", max = "1h")
    Duration lockDuration();

    @Doc(
        "Session timeout of a worker: how long a worker that died keeps its share of the task"
            + " partitions from others; 0s uses the brokers' default of 45s. Brokers allow 45s"
            + " to 60s unless their `group.share.min.session.timeout.ms` and"
            + " `group.share.min.heartbeat.interval.ms` are lower.")
    @Default("0s")
    @Range(min = "0s", max = "5m")
    Duration workerSessionTimeout();
  }

  /** Defines how often an event is answered after a crash. */
  enum Guarantee {
    /** Exactly one answer is visible to consumers that read committed records. */
    EXACTLY_ONCE,
    /** At least one answer, with lower latency. */
    AT_LEAST_ONCE
  }

  /** Settings of the stream processor. */
  interface Processor {
    @Doc(
        "Application id: names the consumer group, the state and the internal topics,"
            + " after `ocr.kafka.topic-prefix`. Use the same value for all instances.")
    @Default("ocr-processor")
    String applicationId();

    @Doc("Processing guarantee: `exactly-once` or `at-least-once`.")
    @Default("exactly-once")
    Guarantee guarantee();

    @Doc(
        "Source of answers as CloudEvents, such as `/ocr/production`. If set, results and"
            + " failures have the headers of CloudEvents 1.0 in binary content mode; `ce_source`"
            + " is this value.")
    Optional<String> cloudEventSource();

    @Doc("Number of stream threads of this instance.")
    @Default("2")
    @Range(min = "1", max = "64")
    int threads();

    @Doc("Commit interval. With `exactly-once`, it makes up most of an answer's latency.")
    @Default("25ms")
    @Range(min = "1ms", max = "30s")
    Duration commitInterval();

    @Doc(
        "Session timeout: how long an instance may be silent before other instances take"
            + " over its partitions. Brokers allow 6s to 30m by default.")
    @Default("6s")
    @Range(min = "1s", max = "5m")
    Duration sessionTimeout();

    @Doc(
        "Folder of the local state stores. It must belong to this user only and is"
            + " created (0700) if it is missing.")
    @Default("${java.io.tmpdir}/ocr-${user.name}/state")
    Path stateDir();

    @Doc(
        "Number of standby replicas of the state on other instances. Standby replicas"
            + " shorten a take-over.")
    @Default("0")
    @Range(min = "0", max = "3")
    int standbyReplicas();

    @Doc("Largest event that is parsed. Larger events become dead letters.")
    @Default("256KiB")
    @Range(min = "1KiB", max = "1MiB")
    DataSize maxEventBytes();

    @Doc("Maximum number of records in one notification.")
    @Default("1000")
    @Range(min = "1", max = "10000")
    int maxEventsPerRecord();

    @Doc(
        "Event sources (`eventSource`) whose notifications contain object keys as plain"
            + " text, separated by commas. AWS S3 and MinIO URL-encode object keys, Ceph does"
            + " not.")
    @Default("ceph:s3")
    List<String> plainKeySources();

    @Doc(
        "Maximum number of waiters that are answered in one batch before other events are"
            + " processed.")
    @Default("200")
    @Range(min = "1", max = "10000")
    int answersPerSlice();

    @Doc("How long a landed flight answers late events from the state store.")
    @Default("15s")
    @Range(min = "0s", max = "10m")
    Duration landedGrace();

    @Doc("Minimum age of a task before it can be considered lost.")
    @Default("30s")
    @Range(min = "1s", max = "1h")
    Duration lossGrace();

    @Doc("Interval between checks for lost tasks.")
    @Default("10s")
    @Range(min = "100ms", max = "10m")
    Duration lossCheckInterval();

    @Doc("Maximum number of times a task is sent. After that, its waiters fail.")
    @Default("3")
    @Range(min = "1", max = "10")
    int taskAttempts();
  }

  /** Settings of the workers. */
  interface Worker {
    @Doc("Number of documents that this worker reads in parallel; 0 uses one per CPU.")
    @Default("0")
    @Range(min = "0", max = "256")
    int recogniseSlots();

    @Doc(
        "Maximum number of slots that read pages of one document in parallel while other"
            + " slots are idle; 0 allows all slots, 1 only the document's own slot.")
    @Default("0")
    @Range(min = "0", max = "256")
    int pageReaders();

    @Doc("Number of locations that this worker identifies in parallel.")
    @Default("8")
    @Range(min = "1", max = "256")
    int identifySlots();

    @Doc("How long running work may continue after SIGTERM before it is released to other workers.")
    @Default("25s")
    @Range(min = "0s", max = "10m")
    Duration drainGrace();

    @Doc("Maximum duration of reading one document with all its pages, after it was fetched.")
    @Default("10m")
    @Range(min = "1s", max = "6h")
    Duration documentTimeout();

    @Doc("Maximum number of attempts to fetch a document while the object store fails.")
    @Default("3")
    @Range(min = "1", max = "10")
    int fetchAttempts();

    @Doc(
        "Maximum delay before the second attempt to fetch; it doubles with each further"
            + " attempt. The actual delay is random, up to this maximum.")
    @Default("400ms")
    @Range(min = "1ms", max = "1m")
    Duration fetchBackoff();

    @Doc("Upper limit of the delay before any attempt to fetch.")
    @Default("10s")
    @Range(min = "1ms", max = "5m")
    Duration fetchMaxBackoff();

    @Doc(
        "How long to hold tasks during an outage of the object store or the engine. After"
            + " that the task is tried once more, then fails.")
    @Default("5m")
    @Range(min = "0s", max = "1h")
    Duration outagePatience();

    @Doc(
        "Percentage of failed attempts at one object store or at the engine that counts"
            + " as an outage.")
    @Default("80")
    @Range(min = "1", max = "100")
    int breakerFailureRate();

    @Doc("Number of attempts over which this percentage is measured.")
    @Default("10")
    @Range(min = "1", max = "10000")
    int breakerWindow();

    @Doc(
        "How long the circuit breaker of an object store or the engine stays open before"
            + " one task tries again.")
    @Default("5s")
    @Range(min = "10ms", max = "5m")
    Duration breakerOpen();

    @Doc("Largest payload that is cached and published. A larger payload is stored as an object.")
    @Default("7MiB")
    @Range(min = "64KiB", max = "7MiB")
    DataSize maxPayload();

    @Doc(
        "Folder for documents while they are read, and of a gateway for uploads. It must not be on"
            + " a memory file system, must belong to this user only and is created (0700) if it is missing.")
    @Default("${java.io.tmpdir}/ocr-${user.name}/work")
    Path workDir();
  }

  /** Defines the use of entries that the earlier Python service wrote. */
  enum LegacyEntries {
    /** They are ignored. */
    OFF,
    /** They answer events. */
    READ,
    /** They answer events, and readings are written in their form too. */
    READ_WRITE
  }

  /** Settings of the cache in Redis. */
  interface Cache {
    @Doc(
        value =
            "URI of Redis: `redis://`, `rediss://` or `redis-sentinel://`, with user and"
                + " password where needed. Separate several hosts of a cluster by commas.",
        secret = true)
    @Default("redis://localhost:6379")
    String uri();

    @Doc("Whether the URI is that of a Redis Cluster.")
    @Default("false")
    boolean cluster();

    @Doc(
        value =
            "Keys for the encryption of values, each as `name:base64` of 32 random bytes,"
                + " separated by commas. The first key encrypts, all keys decrypt; by default,"
                + " values are not encrypted. To rotate keys, add the new key in front, and remove"
                + " the old key after the longest time to live. Use the same keys for processors"
                + " and workers.",
        secret = true)
    Optional<List<String>> encryptionKeys();

    @Doc(
        "Whether unencrypted values are accepted although encryption keys are set. Use it"
            + " for the first hours of encryption to keep the cache warm.")
    @Default("false")
    boolean plaintextAccepted();

    @Doc(
        value =
            "Secret for hashing the cache keys of tenants' entries: base64 of 32 random bytes"
                + " or more. It replaces tenants, hashes and locations, so nobody who lists keys"
                + " can tell their tenant or try a known hash. Without it, events that name a"
                + " tenant are rejected. Use the same value for processors and workers.",
        secret = true)
    Optional<String> tenantKey();

    @Doc(
        "Whether events without a tenant are rejected. Notifications of object stores"
            + " have no tenant.")
    @Default("false")
    boolean tenantRequired();

    @Doc("Time to live of entries.")
    @Default("1h")
    @Range(min = "1s", max = "365d")
    Duration ttl();

    @Doc(
        "Random variation of the time to live, as a fraction of it, so that entries do"
            + " not expire together.")
    @Default("0.1")
    @Range(min = "0", max = "0.5")
    double ttlJitter();

    @Doc(
        "Time to live of an answer that lacks pages because they could not be read. A"
            + " later event reads the document again.")
    @Default("1m")
    @Range(min = "1s", max = "1d")
    Duration partialTtl();

    @Doc(
        "Time to live of the failure of an unreadable document (corrupt, encrypted, of an"
            + " unknown type), so that copies of the document are not tried again. `0s` tries"
            + " each copy.")
    @Default("5m")
    @Range(min = "0s", max = "1d")
    Duration failureTtl();

    @Doc(
        "Whether single pages are cached by the hash of their pixels. A page that occurs"
            + " in another document, or was read before its document failed, is then not read"
            + " again.")
    @Default("true")
    boolean pageEnabled();

    @Doc(
        "Entries of the earlier Python service, `ocr:<md5>`: `read` answers events from them, `read-write`"
            + " also writes readings in their form; see [migration](migration.md). Only events without a"
            + " tenant and with the default options use them. Use the same value for all workers.")
    @Default("off")
    LegacyEntries legacy();

    @Doc("Time to live of a page.")
    @Default("1h")
    @Range(min = "1s", max = "365d")
    Duration pageTtl();

    @Doc("Largest compressed page that is cached.")
    @Default("256KiB")
    @Range(min = "1KiB", max = "8MiB")
    DataSize pageMaxBytes();

    @Doc(
        "Timeout of a look-up. After that the event proceeds as after a miss, and the"
            + " cache is checked once more in parallel.")
    @Default("100ms")
    @Range(min = "1ms", max = "10s")
    Duration lookupDeadline();

    @Doc("Timeout of a write. After that the answer is published without being cached.")
    @Default("1s")
    @Range(min = "1ms", max = "30s")
    Duration writeDeadline();

    @Doc(
        "Maximum number of commands in flight. Above it, look-ups fail at once and events"
            + " proceed as after a miss.")
    @Default("10000")
    @Range(min = "1", max = "1000000")
    int maxPending();

    @Doc("Percentage of failed commands that opens the circuit breaker.")
    @Default("50")
    @Range(min = "1", max = "100")
    int breakerFailureRate();

    @Doc("Number of commands over which this percentage is measured.")
    @Default("20")
    @Range(min = "1", max = "10000")
    int breakerWindow();

    @Doc("How long the open circuit breaker rejects commands before it tries Redis again.")
    @Default("1s")
    @Range(min = "10ms", max = "5m")
    Duration breakerOpen();
  }

  /** Settings for the locations of documents. */
  interface Content {
    @Doc("Largest document.")
    @Default("100MiB")
    @Range(min = "1B", max = "2GiB")
    DataSize maxBytes();

    @Doc("Timeout of connecting to an object store.")
    @Default("5s")
    @Range(min = "10ms", max = "5m")
    Duration connectTimeout();

    @Doc("Read timeout: how long an object store may send no data.")
    @Default("20s")
    @Range(min = "10ms", max = "10m")
    Duration readTimeout();

    @Doc("Timeout of fetching one document, in total.")
    @Default("2m")
    @Range(min = "100ms", max = "1h")
    Duration fetchTimeout();

    @Doc("Folders that `file:` URIs may refer to; none by default.")
    Optional<List<Path>> fileRoots();

    @Doc("Hosts that `https:` URIs may refer to, with `:port` unless it is 443; none by default.")
    Optional<List<String>> httpsHosts();

    @Doc(
        "Whether those hosts may resolve to addresses of this machine or of a private"
            + " network. Link-local addresses, where clouds serve their metadata, are always"
            + " rejected.")
    @Default("false")
    boolean httpsPrivate();

    @Doc("Buckets that `s3:` URIs may refer to; none by default.")
    Optional<List<String>> s3Buckets();

    @Doc("S3 endpoint; AWS by default.")
    Optional<String> s3Endpoint();

    @Doc("S3 region; from the AWS default provider chain by default.")
    Optional<String> s3Region();

    @Doc("Whether S3 requests use path-style addressing, as MinIO requires.")
    @Default("false")
    boolean s3PathStyle();

    @Doc(
        "PEM file of certificates to trust in addition to Java's own, for `https:` hosts"
            + " and the S3 endpoint.")
    Optional<Path> caFile();
  }

  /** Settings for outputs that are stored as files. */
  interface Outputs {
    @Doc(
        "Location of outputs: `beside` for `<document>.ocr/` next to the document in its"
            + " store, or one URI for all outputs, `file:///folder` or `s3://bucket/prefix`.")
    @Default("beside")
    String location();

    @Doc("Folders that outputs may be written to, including their subfolders; none by default.")
    Optional<List<Path>> fileRoots();

    @Doc(
        "Buckets that outputs may be written to, at the S3 endpoint of the documents;"
            + " none by default.")
    Optional<List<String>> s3Buckets();

    @Doc("Largest text output that is included in the answer. Larger ones are stored as files.")
    @Default("64KiB")
    @Range(min = "0B", max = "1MiB")
    DataSize maxInline();

    @Doc("Largest output. S3 accepts at most 5GiB in one request.")
    @Default("1GiB")
    @Range(min = "1B", max = "5GiB")
    DataSize maxBytes();

    @Doc("Timeout of one attempt to store an output.")
    @Default("5m")
    @Range(min = "100ms", max = "1h")
    Duration timeout();

    @Doc("Maximum number of attempts to store an output while the object store fails.")
    @Default("3")
    @Range(min = "1", max = "10")
    int attempts();

    @Doc(
        "Maximum delay before the second attempt to store; it doubles with each further"
            + " attempt. The actual delay is random, up to this maximum.")
    @Default("400ms")
    @Range(min = "1ms", max = "1m")
    Duration backoff();

    @Doc("Upper limit of the delay before any attempt to store.")
    @Default("10s")
    @Range(min = "1ms", max = "5m")
    Duration maxBackoff();
  }

  /** Tells in which process files are decoded and read. */
  enum Isolation {
    /** In child processes, so that a file that crashes one affects nothing else. */
    PROCESS,
    /** In the worker's process, for tests and for measuring the cost of isolation. */
    IN_PROCESS
  }

  /** Tells how far the kernel restricts the processes that read files. */
  enum Sandbox {
    /** All restrictions that the kernel supports. */
    AUTO,
    /** All restrictions; the worker does not start without them. */
    REQUIRED,
    /** No restriction. */
    OFF
  }

  /** Tells how much time the engine {@code auto} spends on a page. */
  enum Effort {
    /** One reading, by Tesseract. */
    FAST,
    /** A second reading if the first is doubtful. */
    BALANCED,
    /** Two readings of every page. */
    BEST
  }

  /** Settings of the OCR engine. */
  interface Engine {
    @Doc(
        "Where files are decoded and read: `process` (in child processes) or `in-process`"
            + " (in the worker, for tests only, because a hostile file may crash it).")
    @Default("process")
    Isolation isolation();

    @Doc(
        "Whether the kernel denies child processes all files but their own, the network,"
            + " other processes and the start of programs: `auto` (as far as the kernel supports"
            + " it; a warning and `ocr_engine_sandbox` report what is missing), `required` (the"
            + " worker does not start without it) or `off`. It needs Linux 5.13 or later with"
            + " Landlock and seccomp, on x86_64 or aarch64, and no privileges."
            + " privilege.")
    @Default("auto")
    Sandbox sandbox();

    @Doc("The child processes that read files, one for each document that is read in parallel.")
    EngineChild child();

    @Doc(
        "Engine of events that set none: `auto` (the better reading of both engines, page"
            + " by page), `tesseract` or `onnx`.")
    @Default("auto")
    EngineName name();

    @Doc(
        "Effort of `auto` for a page: `fast` (Tesseract only), `balanced` (a second"
            + " reading if the first is doubtful) or `best` (always both). It is part of the"
            + " cache key: use the same value for processors and workers.")
    @Default("balanced")
    Effort effort();

    @Doc("Use of the text layer of a PDF: `auto` (where the text is sound), `force` or `never`.")
    @Default("auto")
    TextLayer textLayer();

    @Doc("Languages of events that set none, the main language first.")
    @Default("eng")
    List<String> languages();

    @Doc(
        "Folder of additional `<language>.traineddata` models. They take precedence over"
            + " the bundled models.")
    Optional<Path> modelsDir();

    @Doc(
        "Folder that native libraries and bundled models are unpacked to. It must belong"
            + " to this user only and is created (0700) if it is missing.")
    @Default("${java.io.tmpdir}/ocr-${user.name}/engine")
    Path installDir();

    @Doc("Maximum number of pages of one document.")
    @Default("500")
    @Range(min = "1", max = "10000")
    int maxPages();

    @Doc("Maximum number of pixels of a page. Use the same value for processors and workers.")
    @Default("100000000")
    @Range(min = "10000", max = "1000000000")
    int maxPixels();

    @Doc(
        "Longest edge of a page, in pixels; the limit of Tesseract is 32767. Use the same"
            + " value for processors and workers.")
    @Default("32000")
    @Range(min = "100", max = "32767")
    int maxEdge();

    @Doc(
        "Resolution at which PDF pages are rendered, in dots per inch. It is part of the"
            + " cache key: use the same value for processors and workers.")
    @Default("300")
    @Range(min = "72", max = "600")
    int pdfDpi();

    @Doc("Maximum duration of reading one page.")
    @Default("2m")
    @Range(min = "1s", max = "1h")
    Duration pageTimeout();

    @Doc("Number of pages after which a Tesseract handle is replaced, because its memory grows.")
    @Default("200")
    @Range(min = "1", max = "100000")
    int recyclePages();

    @Doc("The second engine, if its runtime and models are on the class path.")
    Onnx onnx();
  }

  /** Settings of the review of results. */
  interface Review {
    @Doc(
        "Minimum confidence of each page. With `ocr.engine.name=auto`, confidence is the expected"
            + " fraction of words that are right.")
    @Default("0.87")
    @Range(min = "0", max = "1")
    double minConfidence();

    @Doc("Maximum fraction of a page's letter-like ink outside its words.")
    @Default("0.15")
    @Range(min = "0", max = "1")
    double maxMissedInk();

    @Doc(
        "Minimum agreement of two engines on a page: the number of words that both read, as a"
            + " fraction of the words.")
    @Default("0.3")
    @Range(min = "0", max = "1")
    double minAgreement();
  }

  /** Settings of the second engine. */
  interface Onnx {
    @Doc(
        "Folder of a model set with its `models.properties`; the PP-OCR models of the"
            + " class path by default.")
    Optional<Path> modelsDir();

    @Doc("Number of threads that read one page.")
    @Default("1")
    @Range(min = "1", max = "64")
    int threads();
  }

  /** Settings of the child processes. */
  interface EngineChild {
    @Doc("Maximum Java heap of each child process.")
    @Default("1GiB")
    @Range(min = "64MiB", max = "64GiB")
    DataSize heap();

    @Doc(
        "Maximum address space of each child process: heap, code, models and native"
            + " memory, whether used or only reserved. Enforced on Linux only.")
    @Default("6GiB")
    @Range(min = "1GiB", max = "1024GiB")
    DataSize addressSpace();

    @Doc("Number of pages after which a child process is replaced.")
    @Default("2000")
    @Range(min = "1", max = "1000000")
    int lifePages();

    @Doc(
        "How far the resident memory of a child process may grow after its start before it is"
            + " replaced. Checked between pages, on Linux only.")
    @Default("768MiB")
    @Range(min = "1MiB", max = "1024GiB")
    DataSize maxGrowth();

    @Doc("How long a busy child process may send no heartbeat before it is killed.")
    @Default("20s")
    @Range(min = "1s", max = "10m")
    Duration stallTimeout();

    @Doc(
        "Timeout of the start of a child process, which takes about one second on an idle"
            + " machine.")
    @Default("2m")
    @Range(min = "1s", max = "10m")
    Duration startTimeout();

    @Doc("Number of idle child processes that are ready to replace one that was killed or retired.")
    @Default("1")
    @Range(min = "0", max = "64")
    int spares();
  }

  /** Tells what the web page shows; each value includes the ones before it. */
  enum WebPage {
    /** No web page. */
    OFF,
    /** Counts and times. */
    FIGURES,
    /** The answered documents, without their text. */
    SUMMARY,
    /** The text of documents. */
    TEXT
  }

  /** Settings of the operations endpoints. */
  interface Ops {
    @Doc("Whether the endpoints are served.")
    @Default("true")
    boolean enabled();

    @Doc("Address to listen on.")
    @Default("127.0.0.1")
    String host();

    @Doc("Port to listen on; 0 for any free port.")
    @Default("8000")
    @Range(min = "0", max = "65535")
    int port();

    @Doc(
        "Host names that requests may use, in addition to `localhost`, the address to"
            + " listen on and any IP address. Requests with other names are rejected, so that"
            + " foreign web pages cannot reach the endpoints through a browser.")
    Optional<List<String>> hostNames();

    @Doc(
        value =
            "Access token of all endpoints except `/health/*`, at least 16 characters; sent"
                + " as `Authorization: Bearer`, or entered once on the web page. None by default.",
        secret = true)
    Optional<String> token();

    @Doc(
        "Content of the web page at `/` of a processor: `off` (no page), `figures`,"
            + " `summary` (also the answered documents without their text, for which the"
            + " processor reads the answer topics) or `text`.")
    @Default("summary")
    WebPage page();
  }

  /** Settings of the gateway. */
  interface Gateway {
    @Doc(
        "Place of uploaded documents, `s3://bucket/prefix` or `file:///folder`, which workers must"
            + " be allowed to read (`ocr.content`). Each document is stored once, named by its"
            + " hash. Required for `ocr gateway`.")
    Optional<String> location();

    @Doc(
        value =
            "Access token of the paths under `/ocr` and of `/openapi.json`, at least 16 characters,"
                + " sent as `Authorization: Bearer`. The other endpoints require `ocr.ops.token`. If"
                + " only one of both is set, it is the token of all paths. None by default.",
        secret = true)
    Optional<String> token();

    @Doc("Tenant of all uploads; none by default.")
    Optional<String> tenant();

    @Doc("Largest upload; `ocr.content.max-bytes` is a limit as well.")
    @Default("100MiB")
    @Range(min = "1B", max = "2GiB")
    DataSize maxBytes();

    @Doc("Maximum duration of an upload.")
    @Default("2m")
    @Range(min = "1s", max = "1h")
    Duration uploadTimeout();

    @Doc(
        "How long a request waits for its answer before it gets a status address; a request can"
            + " ask for less with `wait`.")
    @Default("30s")
    @Range(min = "0s", max = "10m")
    Duration maxWait();

    @Doc("Deadline of an upload's event; after it, nobody starts to read the document.")
    @Default("15m")
    @Range(min = "1s", max = "1d")
    Duration deadline();

    @Doc(
        "Maximum number of parallel uploads; each has a file in `ocr.worker.work-dir`. Others wait"
            + " for their turn.")
    @Default("16")
    @Range(min = "1", max = "256")
    int maxUploads();

    @Doc("Maximum number of requests that are uploaded or wait for an answer at the same time.")
    @Default("256")
    @Range(min = "1", max = "2000")
    int maxWaiting();

    @Doc("Memory for answers, so that a repeated request gets the same one.")
    @Default("64MiB")
    @Range(min = "0B", max = "4GiB")
    DataSize maxRemembered();
  }
}
