/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.TextLayer;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting with its default and range. Keys are the methods' names in kebab-case below {@code
 * ocr}: {@code ocr.cache.uri}; as environment variables {@code OCR_CACHE_URI}.
 *
 * <p>{@code docs/configuration.md} is generated from here.
 */
@ConfigMapping(prefix = "ocr")
public interface Settings {
  @Doc("The brokers.")
  Kafka kafka();

  @Doc("How topics are made by `topics create`; names are fixed, behind `ocr.kafka.topic-prefix`.")
  Topics topics();

  @Doc("The topology.")
  Processor processor();

  @Doc("The workers.")
  Worker worker();

  @Doc("Redis.")
  Cache cache();

  @Doc("Where documents may be read from, and how much of them.")
  Content content();

  @Doc("Where outputs go that are files of their own, and answers too large for a record.")
  Outputs outputs();

  @Doc("How documents are read.")
  Engine engine();

  @Doc("The operations endpoints.")
  Ops ops();

  /** The brokers. */
  interface Kafka {
    @Doc("Brokers to begin with, `host:port`, separated by commas.")
    @WithDefault("localhost:9092")
    List<String> bootstrapServers();

    @Doc(
        "What the names of all topics, share groups, consumer groups and transactional ids begin"
            + " with, so that several installations share a cluster; such as `staging.`. The same"
            + " for all parts of an installation.")
    Optional<String> topicPrefix();

    @Doc(
        value =
            "Any client setting of Kafka, such as `ocr.kafka.client.\"security.protocol\"`; used by"
                + " every client.",
        secret = true)
    Map<String, String> client();
  }

  /** How topics are made. */
  interface Topics {
    @Doc("Partitions of the topics that others read or write.")
    @WithDefault("8")
    @Range(min = "1", max = "1000")
    int entryPartitions();

    @Doc("Partitions of the task and completion topics; the same for all of them.")
    @WithDefault("8")
    @Range(min = "1", max = "1000")
    int workPartitions();

    @Doc("Replicas of each topic; -1 for the broker's default.")
    @WithDefault("-1")
    @Range(min = "-1", max = "10")
    int replicationFactor();

    @Doc("How often a task is delivered before its work is given up, the last time included.")
    @WithDefault("5")
    @Range(min = "2", max = "10")
    int deliveryLimit();

    @Doc(
        "How long a worker holds a task without renewing it before another one gets it; brokers"
            + " bound it to 15s to 60s by default.")
    @WithDefault("30s")
    @Range(min = "1s", max = "1h")
    Duration lockDuration();
  }

  /** What a stream processor promises of each event. */
  enum Guarantee {
    /** One visible answer; consumers read committed. */
    EXACTLY_ONCE,
    /** At least one answer, sooner. */
    AT_LEAST_ONCE
  }

  /** The topology. */
  interface Processor {
    @Doc(
        "Names the consumer group, the state and its topics, behind `ocr.kafka.topic-prefix`; the"
            + " same for all instances.")
    @WithDefault("ocr-processor")
    String applicationId();

    @Doc("`exactly-once` or `at-least-once`.")
    @WithDefault("exactly-once")
    Guarantee guarantee();

    @Doc("Stream threads of this instance.")
    @WithDefault("2")
    @Range(min = "1", max = "64")
    int threads();

    @Doc("How often answers are committed: most of an answer's latency under exactly-once.")
    @WithDefault("25ms")
    @Range(min = "1ms", max = "30s")
    Duration commitInterval();

    @Doc("How long an instance may be silent before others take its partitions over.")
    @WithDefault("10s")
    @Range(min = "1s", max = "5m")
    Duration sessionTimeout();

    @Doc("Folder of the flights' local state: this user's own, made (0700) where it is missing.")
    @WithDefault("${java.io.tmpdir}/ocr-${user.name}/state")
    Path stateDir();

    @Doc("Warm copies of the flights' state on other instances, for a quick take-over.")
    @WithDefault("0")
    @Range(min = "0", max = "3")
    int standbyReplicas();

    @Doc("Largest event that is parsed; larger ones are dead letters.")
    @WithDefault("256KiB")
    @Range(min = "1KiB", max = "1MiB")
    DataSize maxEventBytes();

    @Doc("Most records that one notification may hold.")
    @WithDefault("1000")
    @Range(min = "1", max = "10000")
    int maxEventsPerRecord();

    @Doc(
        "Event sources (`eventSource`) of notifications whose object keys are plain text, separated"
            + " by commas. AWS S3 and MinIO URL-encode keys, Ceph does not.")
    @WithDefault("ceph:s3")
    List<String> plainKeySources();

    @Doc("Waiters answered in one go before other events have their turn.")
    @WithDefault("200")
    @Range(min = "1", max = "10000")
    int answersPerSlice();

    @Doc("How long a finished reading answers stragglers from the state store.")
    @WithDefault("15s")
    @Range(min = "0s", max = "10m")
    Duration landedGrace();

    @Doc("How old a task must be before it may be judged lost.")
    @WithDefault("30s")
    @Range(min = "1s", max = "1h")
    Duration lossGrace();

    @Doc("How often lost tasks are looked for.")
    @WithDefault("10s")
    @Range(min = "100ms", max = "10m")
    Duration lossCheckInterval();

    @Doc("How often a task is sent before its waiters are failed.")
    @WithDefault("3")
    @Range(min = "1", max = "10")
    int taskAttempts();
  }

  /** The workers. */
  interface Worker {
    @Doc("Documents read at once by this worker; 0 for one per processor.")
    @WithDefault("0")
    @Range(min = "0", max = "256")
    int recogniseSlots();

    @Doc(
        "Most slots that read pages of one document at once while other slots are idle; 0 for all"
            + " of them, 1 for none but its own.")
    @WithDefault("0")
    @Range(min = "0", max = "256")
    int pageReaders();

    @Doc("Locations identified at once by this worker.")
    @WithDefault("8")
    @Range(min = "1", max = "256")
    int identifySlots();

    @Doc("How long work in flight may go on after SIGTERM before it is handed back.")
    @WithDefault("25s")
    @Range(min = "0s", max = "10m")
    Duration drainGrace();

    @Doc("How long reading one document may take, all its pages, once it is fetched.")
    @WithDefault("10m")
    @Range(min = "1s", max = "6h")
    Duration documentTimeout();

    @Doc("How often fetching is tried when the object store fails.")
    @WithDefault("3")
    @Range(min = "1", max = "10")
    int fetchAttempts();

    @Doc(
        "Longest wait before the second attempt to fetch, doubled for each further one; how much of"
            + " it is waited is drawn.")
    @WithDefault("400ms")
    @Range(min = "1ms", max = "1m")
    Duration fetchBackoff();

    @Doc("Longest wait before any attempt to fetch.")
    @WithDefault("10s")
    @Range(min = "1ms", max = "5m")
    Duration fetchMaxBackoff();

    @Doc(
        "How long a task is held while the object store that it needs, or the engine, fails for"
            + " everyone; past it, it tries a last time.")
    @WithDefault("5m")
    @Range(min = "0s", max = "1h")
    Duration outagePatience();

    @Doc("Percentage of failed attempts at one object store, or of the engine, that is an outage.")
    @WithDefault("80")
    @Range(min = "1", max = "100")
    int breakerFailureRate();

    @Doc("Attempts over which that percentage is taken.")
    @WithDefault("10")
    @Range(min = "1", max = "10000")
    int breakerWindow();

    @Doc("How long an object store, or the engine, is left alone in an outage before a task tries.")
    @WithDefault("5s")
    @Range(min = "10ms", max = "5m")
    Duration breakerOpen();

    @Doc("Largest payload that is cached and published; a larger one is stored as an object.")
    @WithDefault("7MiB")
    @Range(min = "64KiB", max = "7MiB")
    DataSize maxPayload();

    @Doc(
        "Folder for documents being read, not on a memory file system: this user's own, made (0700)"
            + " where it is missing.")
    @WithDefault("${java.io.tmpdir}/ocr-${user.name}/work")
    Path workDir();
  }

  /** Redis. */
  interface Cache {
    @Doc(
        value =
            "`redis://`, `rediss://`, `redis-sentinel://`, with user and password where needed;"
                + " several hosts of a cluster separated by commas.",
        secret = true)
    @WithDefault("redis://localhost:6379")
    String uri();

    @Doc("Whether the URI names a Redis Cluster.")
    @WithDefault("false")
    boolean cluster();

    @Doc(
        value =
            "Keys that values are encrypted with, each as `name:base64` of 32 random bytes,"
                + " separated by commas: the first one encrypts, all of them decrypt; none by"
                + " default. To change keys, put the new one in front, and take the old one away"
                + " once the longest time to live is over. The same for processors and workers.",
        secret = true)
    Optional<List<String>> encryptionKeys();

    @Doc(
        "Whether values that are not encrypted are believed although there are encryption keys: for"
            + " the first hours of encryption, without a cold cache.")
    @WithDefault("false")
    boolean plaintextAccepted();

    @Doc(
        value =
            "Base64 of 32 random bytes or more, which stand in for tenants, hashes and locations in"
                + " the keys of tenants' entries: who can list keys cannot tell whose they are, nor"
                + " try a known hash. Without it, events that name a tenant are refused. The same"
                + " for processors and workers.",
        secret = true)
    Optional<String> tenantKey();

    @Doc("Whether events that name no tenant are refused; notifications of stores name none.")
    @WithDefault("false")
    boolean tenantRequired();

    @Doc("How long entries live.")
    @WithDefault("1h")
    @Range(min = "1s", max = "365d")
    Duration ttl();

    @Doc("Part of the time to live by which it varies, so that entries do not end together.")
    @WithDefault("0.1")
    @Range(min = "0", max = "0.5")
    double ttlJitter();

    @Doc(
        "How long an answer lives that lacks pages which could not be read: an event after that"
            + " reads them again.")
    @WithDefault("1m")
    @Range(min = "1s", max = "1d")
    Duration partialTtl();

    @Doc(
        "How long it is remembered that a document cannot be read (corrupt, encrypted, of no known"
            + " type), so that its copies are not tried again and again; 0s to try each.")
    @WithDefault("5m")
    @Range(min = "0s", max = "1d")
    Duration failureTtl();

    @Doc(
        "Whether single pages are kept too, by what they look like: a page that stands in another"
            + " document, or was read before its document failed, is not read again.")
    @WithDefault("true")
    boolean pageEnabled();

    @Doc("How long a page is kept.")
    @WithDefault("1h")
    @Range(min = "1s", max = "365d")
    Duration pageTtl();

    @Doc("Largest page that is kept, compressed.")
    @WithDefault("256KiB")
    @Range(min = "1KiB", max = "8MiB")
    DataSize pageMaxBytes();

    @Doc(
        "How long a look-up may take; past it, the event goes on as after a miss, and is looked up again beside.")
    @WithDefault("100ms")
    @Range(min = "1ms", max = "10s")
    Duration lookupDeadline();

    @Doc("How long a write may take; past it, the answer is published all the same.")
    @WithDefault("1s")
    @Range(min = "1ms", max = "30s")
    Duration writeDeadline();

    @Doc("Commands in flight; past it, look-ups are not answered.")
    @WithDefault("10000")
    @Range(min = "1", max = "1000000")
    int maxPending();

    @Doc("Percentage of failed commands that opens the circuit breaker.")
    @WithDefault("50")
    @Range(min = "1", max = "100")
    int breakerFailureRate();

    @Doc("Commands over which that percentage is taken.")
    @WithDefault("20")
    @Range(min = "1", max = "10000")
    int breakerWindow();

    @Doc("How long Redis is left alone once the breaker is open.")
    @WithDefault("1s")
    @Range(min = "10ms", max = "5m")
    Duration breakerOpen();
  }

  /** Where documents may be read from. */
  interface Content {
    @Doc("Largest document.")
    @WithDefault("100MiB")
    @Range(min = "1B", max = "2GiB")
    DataSize maxBytes();

    @Doc("How long connecting to an object store may take.")
    @WithDefault("5s")
    @Range(min = "10ms", max = "5m")
    Duration connectTimeout();

    @Doc("How long an object store may send nothing.")
    @WithDefault("20s")
    @Range(min = "10ms", max = "10m")
    Duration readTimeout();

    @Doc("How long fetching one document may take in all.")
    @WithDefault("2m")
    @Range(min = "100ms", max = "1h")
    Duration fetchTimeout();

    @Doc("Folders that `file:` URIs may point into; none by default.")
    Optional<List<Path>> fileRoots();

    @Doc("Hosts, with `:port` unless 443, that `https:` URIs may name; none by default.")
    Optional<List<String>> httpsHosts();

    @Doc(
        "Whether those hosts may have addresses of this machine or of a private network. Link-local"
            + " addresses, where clouds keep their metadata, are never asked.")
    @WithDefault("false")
    boolean httpsPrivate();

    @Doc("Buckets that `s3:` URIs may name; none by default.")
    Optional<List<String>> s3Buckets();

    @Doc("S3 endpoint; AWS's own by default.")
    Optional<String> s3Endpoint();

    @Doc("S3 region; from the default provider chain by default.")
    Optional<String> s3Region();

    @Doc("Whether buckets are addressed in the path, as MinIO wants.")
    @WithDefault("false")
    boolean s3PathStyle();

    @Doc(
        "File of certificates, as PEM, that are trusted besides Java's own: of `https:` hosts and"
            + " of the S3 endpoint.")
    Optional<Path> caFile();
  }

  /** Where outputs go. */
  interface Outputs {
    @Doc(
        "`beside` for `<document>.ocr/` in the document's own store, or the URI of one place for"
            + " all: `file:///folder` or `s3://bucket/prefix`.")
    @WithDefault("beside")
    String location();

    @Doc("Folders that outputs may be written into or below; none by default.")
    Optional<List<Path>> fileRoots();

    @Doc(
        "Buckets that outputs may be written into, at the S3 endpoint of documents; none by default.")
    Optional<List<String>> s3Buckets();

    @Doc("Largest text of an output that is sent in the answer instead of being stored.")
    @WithDefault("64KiB")
    @Range(min = "0B", max = "1MiB")
    DataSize maxInline();

    @Doc("Largest output; S3 takes no more than 5GiB at once.")
    @WithDefault("1GiB")
    @Range(min = "1B", max = "5GiB")
    DataSize maxBytes();

    @Doc("How long one attempt to store an output may take.")
    @WithDefault("5m")
    @Range(min = "100ms", max = "1h")
    Duration timeout();

    @Doc("How often storing is tried when the store fails.")
    @WithDefault("3")
    @Range(min = "1", max = "10")
    int attempts();

    @Doc(
        "Longest wait before the second attempt to store, doubled for each further one; how much of"
            + " it is waited is drawn.")
    @WithDefault("400ms")
    @Range(min = "1ms", max = "1m")
    Duration backoff();

    @Doc("Longest wait before any attempt to store.")
    @WithDefault("10s")
    @Range(min = "1ms", max = "5m")
    Duration maxBackoff();
  }

  /** Where files are decoded and read. */
  enum Isolation {
    /** In child processes: a file that brings one down takes nothing else with it. */
    PROCESS,
    /** In the worker itself: for tests, and to measure what isolation costs. */
    IN_PROCESS
  }

  /** What keeps a process that reads files from everything else on its machine. */
  enum Sandbox {
    /** What the kernel offers. */
    AUTO,
    /** All of it; without, there is no start. */
    REQUIRED,
    /** Nothing. */
    OFF
  }

  /** How much time the engine {@code auto} spends on a page. */
  enum Effort {
    /** One reading: Tesseract's. */
    FAST,
    /** A second reading where the first leaves doubt. */
    BALANCED,
    /** Two readings of every page. */
    BEST
  }

  /** How documents are read. */
  interface Engine {
    @Doc(
        "Where files are decoded and read: `process` (in child processes) or `in-process` (in the"
            + " worker, which a hostile file may bring down: for tests).")
    @WithDefault("process")
    Isolation isolation();

    @Doc(
        "Whether the kernel keeps the child processes from all files but their own, from the network,"
            + " from other processes and from starting programs: `auto` (as far as it can; a warning"
            + " and `ocr_engine_sandbox` say so where it cannot), `required` (no start without) or"
            + " `off`. Needs Linux with Landlock (5.13 or newer) and seccomp, on x86_64 or aarch64; no"
            + " privilege.")
    @WithDefault("auto")
    Sandbox sandbox();

    @Doc("The processes that files are read in, one for each document read at once.")
    EngineChild child();

    @Doc(
        "Engine of events that name none: `auto` (on each page the better reading of both),"
            + " `tesseract` or `onnx`.")
    @WithDefault("auto")
    EngineName name();

    @Doc(
        "How much time `auto` spends on a page: `fast` (Tesseract's reading), `balanced` (a second"
            + " reading where the first leaves doubt) or `best` (always two). The same for"
            + " processors and workers, as it is part of what cache entries stand under.")
    @WithDefault("balanced")
    Effort effort();

    @Doc(
        "What is made of the text that a PDF carries itself: `auto` (used where it is sound),"
            + " `force` or `never`.")
    @WithDefault("auto")
    TextLayer textLayer();

    @Doc("Languages of events that name none, the main one first.")
    @WithDefault("eng")
    List<String> languages();

    @Doc("Folder of further `<language>.traineddata` models; they go before the bundled ones.")
    Optional<Path> modelsDir();

    @Doc(
        "Folder that natives and bundled models are unpacked into: this user's own, made (0700) where"
            + " it is missing.")
    @WithDefault("${java.io.tmpdir}/ocr-${user.name}/engine")
    Path installDir();

    @Doc("Most pages that are read of one document.")
    @WithDefault("500")
    @Range(min = "1", max = "10000")
    int maxPages();

    @Doc("Most pixels of a page; the same for processors and workers.")
    @WithDefault("100000000")
    @Range(min = "10000", max = "1000000000")
    int maxPixels();

    @Doc(
        "Longest edge of a page, in pixels; Tesseract's own limit is 32767. The same for processors"
            + " and workers.")
    @WithDefault("32000")
    @Range(min = "100", max = "32767")
    int maxEdge();

    @Doc(
        "Resolution at which PDF pages are drawn, in dots per inch; the same for processors and"
            + " workers, as it is part of what cache entries stand under.")
    @WithDefault("300")
    @Range(min = "72", max = "600")
    int pdfDpi();

    @Doc("How long one page may take.")
    @WithDefault("2m")
    @Range(min = "1s", max = "1h")
    Duration pageTimeout();

    @Doc("Pages after which an engine handle is made anew, because its memory grows.")
    @WithDefault("200")
    @Range(min = "1", max = "100000")
    int recyclePages();

    @Doc("The second engine, where its runtime and models are on the class path.")
    Onnx onnx();
  }

  /** The second engine. */
  interface Onnx {
    @Doc(
        "Folder of a set of models with its `models.properties`; PP-OCR's on the class path by"
            + " default.")
    Optional<Path> modelsDir();

    @Doc("Threads that one page is read with.")
    @WithDefault("1")
    @Range(min = "1", max = "64")
    int threads();
  }

  /** The processes that files are read in. */
  interface EngineChild {
    @Doc("Largest Java heap of each.")
    @WithDefault("1GiB")
    @Range(min = "64MiB", max = "64GiB")
    DataSize heap();

    @Doc(
        "Largest address space of each: all that it has mapped, its heap, code, models and the"
            + " natives' memory, whether in use or only set aside. Kept on Linux alone.")
    @WithDefault("6GiB")
    @Range(min = "1GiB", max = "1024GiB")
    DataSize addressSpace();

    @Doc("Pages after which one is replaced.")
    @WithDefault("2000")
    @Range(min = "1", max = "1000000")
    int lifePages();

    @Doc(
        "How much its resident memory may grow, from when it was started, before it is replaced;"
            + " looked at between pages, on Linux alone.")
    @WithDefault("768MiB")
    @Range(min = "1MiB", max = "1024GiB")
    DataSize maxGrowth();

    @Doc("How long one that has work may show no sign of life before it is killed.")
    @WithDefault("20s")
    @Range(min = "1s", max = "10m")
    Duration stallTimeout();

    @Doc("How long one may take to start; a second on a machine that is idle.")
    @WithDefault("2m")
    @Range(min = "1s", max = "10m")
    Duration startTimeout();

    @Doc("Idle ones held ready to take over at once from one that was killed or is replaced.")
    @WithDefault("1")
    @Range(min = "0", max = "64")
    int spares();
  }

  /** What the web page shows; each shows what those before it do. */
  enum WebPage {
    /** There is none. */
    OFF,
    /** Counts and times. */
    FIGURES,
    /** Which documents were answered, and how. */
    SUMMARY,
    /** What they say. */
    TEXT
  }

  /** The operations endpoints. */
  interface Ops {
    @Doc("Whether the endpoints are served.")
    @WithDefault("true")
    boolean enabled();

    @Doc("Address to listen on.")
    @WithDefault("127.0.0.1")
    String host();

    @Doc("Port to listen on; 0 for any free one.")
    @WithDefault("8000")
    @Range(min = "0", max = "65535")
    int port();

    @Doc(
        "Names by which the endpoints may be asked besides `localhost` and the address to listen on;"
            + " addresses always may. Other names are refused, so that no foreign web page reaches the"
            + " endpoints through a browser.")
    Optional<List<String>> hostNames();

    @Doc(
        value =
            "Needed for every endpoint but `/health/*`, at least 16 characters: as `Authorization:"
                + " Bearer`, or given once to the web page. None by default.",
        secret = true)
    Optional<String> token();

    @Doc(
        "What the web page at `/` of a processor shows: `off` (there is none), `figures`, `summary`"
            + " (also which documents were answered, without their text: it then reads the topics of"
            + " answers) or `text`.")
    @WithDefault("summary")
    WebPage page();
  }
}
