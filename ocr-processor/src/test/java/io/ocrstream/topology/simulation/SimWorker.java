/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.topology.TopologyBench;
import io.ocrstream.topology.simulation.SimDocuments.Content;
import io.ocrstream.topology.simulation.SimDocuments.Nature;
import io.ocrstream.topology.simulation.SimShareGroup.Task;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker process with one slot: a model of the worker's slot, job and handlers in steps, so that
 * it can die or stop between any two of them.
 */
final class SimWorker {
  private final SimWorld world;
  private final ShareGroup kind;
  private final SimShareGroup group;
  private int epoch;
  private long stalledUntil;
  private boolean isUp;
  private @Nullable Task held;

  /** The member that the broker knows; a new one after each restart. */
  private Object session = new Object();

  SimWorker(SimWorld world, ShareGroup kind) {
    this.world = world;
    this.kind = kind;
    this.group = world.group(kind);
  }

  void start() {
    isUp = true;
    idle();
  }

  /**
   * Kills the worker, and starts another one after a while. The lock ends with the session or
   * later.
   */
  void crash() {
    if (!isUp) {
      return;
    }
    isUp = false;
    epoch++;
    world.checker.ended(this);
    Task was = held;
    Object dead = session;
    held = null;
    session = new Object();
    if (was != null && world.sabotage != Sabotage.KEEP_LOCKS_OF_THE_DEAD) {
      world.time.soon((int) SimShareGroup.LOCK_MS, () -> group.release(was, dead));
    }
    world.time.in(100 + world.random.nextInt(2_000), this::start);
  }

  /** Stops the worker as SIGSTOP does. */
  void stall(long ms) {
    stalledUntil = Math.max(stalledUntil, world.time.now() + ms);
  }

  /** Runs the next step unless the worker dies before. Each step is a chance to die. */
  private void then(long ms, Runnable step) {
    int mine = epoch;
    world.time.in(ms, () -> go(mine, step));
  }

  private void go(int mine, Runnable step) {
    if (mine != epoch) {
      return;
    }
    if (stalledUntil > world.time.now()) {
      world.time.in(stalledUntil - world.time.now(), () -> go(mine, step));
    } else if (held != null && world.isWorkerToDie()) {
      crash();
    } else {
      step.run();
    }
  }

  private void idle() {
    epoch++;
    held = null;
    Task task = group.acquire(session);
    if (task == null) {
      then(20 + world.random.nextInt(100), this::idle);
      return;
    }
    held = task;
    heartbeat(task);
    then(world.delay(5), () -> work(task));
  }

  private void heartbeat(Task task) {
    then(
        SimShareGroup.LOCK_MS / 3,
        () -> {
          boolean locked = group.renew(task, session);
          // Interrupted work may be past the point where it would notice.
          if (!locked && world.random.nextBoolean()) {
            world.checker.ended(this);
            idle();
          } else if (locked) {
            heartbeat(task);
          }
        });
  }

  private void work(Task task) {
    if (kind == ShareGroup.IDENTIFY) {
      identify(task, Json.readOwn(task.entry.value, IdentifyTask.class));
    } else {
      recognise(task, Json.readOwn(task.entry.value, RecogniseTask.class));
    }
  }

  private boolean isLastDelivery(Task task) {
    int limit = world.sabotage == Sabotage.GIVE_UP_TOO_SOON ? 2 : SimShareGroup.DELIVERY_LIMIT;
    return task.deliveries >= limit;
  }

  private void identify(Task task, IdentifyTask asked) {
    if (isLastDelivery(task)) {
      Problem problem = new Problem(FailureCode.INTERNAL, "tried and tried", task.deliveries);
      publish(task, Json.write(new Identified.Failed(asked.sentAt(), problem)));
      return;
    }
    Location location = asked.location();
    boolean pinned = location.isPinned() || world.sabotage == Sabotage.TRUST_THE_INDEX;
    Optional<ContentHash> indexed =
        pinned ? hit(world.cache.locate(location).join()) : Optional.empty();
    if (indexed.isPresent()) {
      then(world.delay(5), () -> known(task, asked, indexed.get()));
    } else {
      fetch(
          location,
          content -> {
            if (pinned) {
              boolean other = strikes(Sabotage.REMEMBER_ANOTHER_HASH, 5);
              Content told = other ? world.documents.content() : content;
              var unused = world.cache.remember(location, told.hash());
            }
            boolean wrong = strikes(Sabotage.IDENTIFY_ANOTHER_OBJECT, 5);
            ContentHash hash = (wrong ? world.documents.content() : content).hash();
            then(world.delay(5), () -> known(task, asked, hash));
          },
          problem -> publish(task, Json.write(new Identified.Failed(asked.sentAt(), problem))));
    }
  }

  private void known(Task task, IdentifyTask asked, ContentHash hash) {
    ContentKey key = new ContentKey(hash, asked.fingerprint());
    CacheLookup<RawJson> found = world.cache.find(key).join();
    Boolean again = found.fold(hit -> null, () -> null, () -> true);
    RawJson payload = hit(found).orElse(null);
    publish(task, Json.write(new Identified.Known(asked.sentAt(), key, payload, again)));
  }

  private void fetch(Location location, Consumer<Content> got, Consumer<Problem> refused) {
    then(
        world.delay(30),
        () -> {
          Optional<Content> content = world.documents.at(location).at(world.time.now());
          if (world.isStoreDown() && world.sabotage == Sabotage.MISS_OBJECTS_IN_AN_OUTAGE) {
            refused.accept(Problem.of(FailureCode.NOT_FOUND, "not seen"));
          } else if (world.isStoreDown()) {
            refused.accept(Problem.of(FailureCode.FETCH_FAILED, "the store is down"));
          } else if (content.isEmpty()) {
            refused.accept(Problem.of(FailureCode.NOT_FOUND, "nothing there"));
          } else {
            got.accept(content.get());
          }
        });
  }

  private void recognise(Task task, RecogniseTask asked) {
    if (isLastDelivery(task)) {
      String message = "tried and tried";
      Problem problem = new Problem(FailureCode.ENGINE_CRASHED, message, task.deliveries);
      failed(task, asked, problem, false);
      return;
    }
    Optional<RawJson> known = hit(world.cache.find(asked.key()).join());
    if (known.isPresent()) {
      Recognised read = Recognised.Read.cached(asked.sentAt(), known.get());
      then(world.delay(5), () -> publish(task, Json.write(read)));
      return;
    }
    fetch(
        asked.location(),
        content -> verified(task, asked, content),
        problem -> failed(task, asked, problem, false));
  }

  private void verified(Task task, RecogniseTask asked, Content content) {
    boolean heedless = world.sabotage == Sabotage.CACHE_UNDER_CLAIMED_HASH;
    if (!content.hash().equals(asked.key().hash()) && !heedless) {
      failed(task, asked, Problem.of(FailureCode.HASH_MISMATCH, "other bytes"), false);
      return;
    }
    world.checker.began(this, session, task, asked.key().toString());
    then(
        world.readingTime(),
        () -> {
          world.checker.ended(this);
          read(task, asked, content);
        });
  }

  private void read(Task task, RecogniseTask asked, Content content) {
    if (content.nature() == Nature.DEADLY) {
      crash();
    } else if (content.nature() == Nature.CORRUPT || strikes(Sabotage.BLAME_A_GOOD_DOCUMENT, 5)) {
      failed(task, asked, Problem.of(FailureCode.CORRUPT, "damaged"), true);
    } else if (content.nature() == Nature.UNRULY) {
      failed(task, asked, Problem.of(FailureCode.ENGINE_CRASHED, "the engine died"), true);
    } else {
      boolean swapped = world.sabotage == Sabotage.SWAP_TEXTS && world.random.nextInt(3) == 0;
      Content told = swapped ? world.documents.content() : content;
      RawJson payload = TopologyBench.payload(told.text());
      boolean other = strikes(Sabotage.CACHE_ANOTHER_TEXT, 5);
      RawJson kept = other ? TopologyBench.payload(world.documents.content().text()) : payload;
      var unused = world.cache.put(asked.key(), kept).join();
      world.checker.cached(asked.key(), content);
      Recognised read = new Recognised.Read(asked.sentAt(), payload, false, 1L, 2L);
      then(world.delay(5), () -> publish(task, Json.write(read)));
    }
  }

  private void failed(Task task, RecogniseTask asked, Problem problem, boolean verified) {
    publish(task, Json.write(new Recognised.Failed(asked.sentAt(), problem, verified, null)));
  }

  /** Publishes the completion, and acknowledges the task when it is durable. */
  private void publish(Task task, byte[] completion) {
    if (world.sabotage == Sabotage.ACKNOWLEDGE_BEFORE_PUBLISHING) {
      group.accept(task, session);
      then(world.delay(20), () -> append(task, completion));
      then(world.delay(20) + 20, this::idle);
      return;
    }
    then(
        world.delay(20),
        () -> {
          int trouble = world.isBrokerTroubled() ? world.random.nextInt(8) : 8;
          if (trouble > 0 && !strikes(Sabotage.LOSE_A_COMPLETION, 5)) {
            append(task, completion);
          }
          // Without a timely confirmation, the task is released, whether the completion is durable
          // or not.
          boolean heard = trouble > 1 || world.sabotage == Sabotage.ACCEPT_WITHOUT_CONFIRMATION;
          then(world.delay(10), () -> acknowledge(task, heard));
        });
  }

  private boolean strikes(Sabotage defect, int times) {
    return defect.strikes(world.sabotage, world.random, times);
  }

  private void append(Task task, byte[] completion) {
    task.isCompleted = true;
    boolean wrong = strikes(Sabotage.COMPLETE_IN_ANOTHER_PARTITION, 5);
    byte[] partitioned = wrong ? new byte[] {(byte) world.random.nextInt()} : task.entry.key;
    world
        .kafka
        .partition(kind.completions().topicName(), partitioned)
        .append(task.entry.key, completion, world.time.now());
    world.checker.completed(task);
  }

  private void acknowledge(Task task, boolean heard) {
    if (heard) {
      group.accept(task, session);
    } else {
      group.release(task, session);
    }
    then(0, this::idle);
  }

  private static <T> Optional<T> hit(CacheLookup<T> lookup) {
    return lookup.hit();
  }
}
