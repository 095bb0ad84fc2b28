/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.flight.TaskWatermark;
import io.ocrstream.intake.EventParser;
import io.ocrstream.topology.FixedCatalog;
import io.ocrstream.topology.Hooks;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.intake.EventLookup;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.progress.LostTaskDetector;
import io.ocrstream.topology.progress.ShareGroupProgress;
import io.ocrstream.topology.records.ReviewPolicy;
import io.ocrstream.topology.records.TopologyMetrics;
import io.ocrstream.topology.simulation.SimDocuments.Content;
import io.ocrstream.topology.simulation.SimDocuments.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster, its workers and their faults, all determined by one seed. */
final class SimWorld {
  /** The default rules, scaled down like {@link SimShareGroup#LOCK_MS}. */
  static final FlightRules RULES =
      new FlightRules(3, Duration.ofSeconds(2), Duration.ofSeconds(4), 3);

  /**
   * Maximum time without an answer after the faults have stopped: three sendings of both kinds of
   * work, each with all deliveries and a grace period, for each place that is tried.
   */
  static final long SETTLED_MS = 240_000;

  private static final int MAX_EVENTS = 24;
  private static final int MAX_FAULTS = 14;
  private static final TopologyMetrics METRICS = new TopologyMetrics(new SimpleMeterRegistry());
  private static final OcrOptions OPTIONS = OcrOptions.text(List.of("eng"));

  final Random random;
  final SimTime time;
  final SimKafka kafka = new SimKafka();
  final SimDocuments documents;
  final SimCache cache;
  final SimChecker checker = new SimChecker(this);
  final Sabotage sabotage;
  final List<SimTask> tasks = new ArrayList<>();
  final SimAssignment assignment;
  private final SimShareGroup identify;
  private final SimShareGroup recognise;
  private final List<SimInstance> instances = new ArrayList<>();
  private final List<SimWorker> workers = new ArrayList<>();
  private final boolean isCalm;
  private final int slowness;
  private boolean isTroubled;
  private boolean isStoreDown;
  private boolean hadStoreTrouble;
  private int published;

  SimWorld(long seed, Sabotage sabotage) {
    this.random = new Random(seed);
    this.sabotage = sabotage;
    this.time = new SimTime(random);
    this.isCalm = random.nextInt(8) == 0;
    this.slowness = 1 + random.nextInt(6);
    this.documents = new SimDocuments(time, random, !isCalm);
    this.cache = new SimCache(random, sabotage);
    this.identify = group(Topic.IDENTIFY);
    this.recognise = group(Topic.RECOGNISE);
    IntStream.range(0, SimKafka.PARTITIONS).forEach(this::addTasks);
    this.assignment = new SimAssignment(tasks, random);
    int processors = 1 + random.nextInt(2);
    for (int i = 0; i < processors; i++) {
      instances.add(new SimInstance(this, isCalm ? 0 : random.nextInt(1_000) - 500));
    }
    for (ShareGroup kind : ShareGroup.values()) {
      int slots = 1 + random.nextInt(3);
      for (int i = 0; i < slots; i++) {
        workers.add(new SimWorker(this, kind));
      }
    }
  }

  private SimShareGroup group(Topic topic) {
    return new SimShareGroup(kafka.partitions(topic), time, random, sabotage);
  }

  private void addTasks(int partition) {
    tasks.add(
        task(SimTask.Kind.INTAKE, partition).reading(kafka.partitions(Topic.DOCUMENTS), false));
    tasks.add(
        task(SimTask.Kind.IDENTIFY, partition)
            .reading(kafka.partitions(SimKafka.BY_LOCATION), false)
            .reading(kafka.partitions(Topic.IDENTIFIED), true));
    tasks.add(
        task(SimTask.Kind.RECOGNISE, partition)
            .reading(kafka.partitions(SimKafka.BY_CONTENT), false)
            .reading(kafka.partitions(SimKafka.IDENTIFIED_BY_CONTENT), false)
            .reading(kafka.partitions(Topic.RECOGNISED), true));
  }

  private SimTask task(SimTask.Kind kind, int partition) {
    return new SimTask(kind, partition, new SimRows(sabotage, random));
  }

  SimShareGroup group(ShareGroup kind) {
    return kind == ShareGroup.IDENTIFY ? identify : recognise;
  }

  LookupPrefetch newPrefetch() {
    EventParser parser = new EventParser(1 << 16, 10, List.of());
    return new LookupPrefetch(new EventLookup(parser, cache, new FixedCatalog(), OPTIONS), 8);
  }

  TopologyParts parts(LookupPrefetch prefetch, TopologyParts.Horizons horizons) {
    return new TopologyParts(
        Hooks.of(prefetch, METRICS, KafkaNames.PLAIN),
        RULES,
        horizons,
        new ReviewPolicy(0, 1, 0, false));
  }

  TopologyParts.Horizons watermarks(
      SimInstance instance, LostTaskDetector identifyWatch, LostTaskDetector recogniseWatch) {
    Supplier<TaskWatermark> byAge = () -> new TaskWatermark(instance.clock());
    return sabotage == Sabotage.JUDGE_BY_AGE
        ? new TopologyParts.Horizons(byAge, byAge)
        : new TopologyParts.Horizons(identifyWatch, recogniseWatch);
  }

  ShareGroupProgress workLog(ShareGroup kind) {
    SimTask.Kind flight =
        kind == ShareGroup.IDENTIFY ? SimTask.Kind.IDENTIFY : SimTask.Kind.RECOGNISE;
    return new SimWorkLog(
        group(kind),
        kafka.partitions(kind.tasks()),
        kafka.partitions(kind.completions()),
        tasks.stream().filter(t -> t.kind == flight).toList(),
        this);
  }

  /** Returns a duration in milliseconds: usually near {@code usual}, sometimes far longer. */
  long delay(int usual) {
    boolean rare = isTroubled && random.nextInt(60) == 0;
    return random.nextInt(rare ? 3_000 : 1 + usual * slowness);
  }

  /** Returns a reading time in milliseconds. Some documents take longer than several locks. */
  long readingTime() {
    return random.nextInt(6) == 0 ? random.nextInt(4_000) : 20 + random.nextInt(300);
  }

  boolean isWorkerToDie() {
    return isTroubled && random.nextInt(120) == 0;
  }

  boolean isBrokerTroubled() {
    return isTroubled;
  }

  boolean isStoreDown() {
    return isStoreDown;
  }

  boolean hadStoreTrouble() {
    return hadStoreTrouble;
  }

  boolean isCalm() {
    return isCalm;
  }

  /** Runs from the first event to the last answer, and checks the invariants. */
  void run() {
    isTroubled = !isCalm;
    instances.forEach(SimInstance::start);
    workers.forEach(SimWorker::start);
    int span = 500 + random.nextInt(9_500);
    int events = 1 + random.nextInt(MAX_EVENTS);
    IntStream.range(0, events).forEach(i -> time.soon(span, this::publish));
    int faults = isCalm ? 0 : random.nextInt(MAX_FAULTS);
    IntStream.range(0, faults).forEach(i -> time.soon(span, this::fault));
    time.pass(span);
    heal();
    long end = time.now() + SETTLED_MS;
    while (time.now() < end && !isOver()) {
      time.pass(1_000);
    }
    checker.verify();
  }

  private boolean isOver() {
    return identify.isIdle()
        && recognise.isIdle()
        && tasks.stream().allMatch(t -> t.rows.size() == 0)
        && checker.isAllAnswered();
  }

  private void heal() {
    isTroubled = false;
    isStoreDown = false;
    cache.setDown(false);
  }

  private void publish() {
    Place place = documents.place();
    Content claimed = claim(place);
    String id = "e" + published++;
    StringBuilder json = new StringBuilder();
    json.append("{\"event_id\":\"").append(id);
    json.append("\",\"uri\":\"").append(place.location.uri()).append('"');
    if (place.location.etag() != null) {
      json.append(",\"etag\":\"").append(place.location.etag()).append('"');
    }
    if (claimed != null) {
      json.append(",\"content_hash\":\"").append(claimed.hash()).append('"');
    }
    checker.published(new SimChecker.Event(id, place, claimed, time.now()));
    byte[] value = json.append('}').toString().getBytes(UTF_8);
    kafka
        .partition(Topic.DOCUMENTS.topicName(), id.getBytes(UTF_8))
        .append(new byte[0], value, time.now());
  }

  /**
   * Returns the event's claimed hash: usually the right one or none, sometimes another document's.
   */
  private @Nullable Content claim(Place place) {
    int kind = random.nextInt(8);
    return kind < 4
        ? null
        : kind == 7 && !isCalm ? documents.content() : place.at(time.now()).orElse(null);
  }

  /** Delays what the topology reads from one partition. */
  private void leaderGoes() {
    String[] topics = {
      Topic.DOCUMENTS.topicName(),
      Topic.IDENTIFIED.topicName(),
      Topic.RECOGNISED.topicName(),
      SimKafka.BY_LOCATION,
      SimKafka.BY_CONTENT,
      SimKafka.IDENTIFIED_BY_CONTENT
    };
    SimLog log =
        kafka
            .partitions(topics[random.nextInt(topics.length)])
            .get(random.nextInt(SimKafka.PARTITIONS));
    log.unreachableUntil = time.now() + random.nextInt(10_000);
  }

  private void fault() {
    SimInstance instance = instances.get(random.nextInt(instances.size()));
    SimWorker worker = workers.get(random.nextInt(workers.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        instance.crash();
        time.in(100 + random.nextInt(6_000), instance::restart);
      }
      case 2 -> instance.pause(random.nextInt(4_000), 1_500);
      case 3 -> assignment.rebalance();
      case 4 -> worker.crash();
      case 5 -> worker.stall(random.nextInt(5_000));
      case 6 -> {
        cache.setDown(true);
        time.soon(4_000, () -> cache.setDown(false));
      }
      case 7 -> cache.evict();
      case 8 -> {
        isStoreDown = true;
        hadStoreTrouble = true;
        time.soon(2_000, () -> isStoreDown = false);
      }
      case 9 -> (random.nextBoolean() ? identify : recognise).failOver();
      case 10 -> leaderGoes();
      default -> documents.overwrite();
    }
  }
}
