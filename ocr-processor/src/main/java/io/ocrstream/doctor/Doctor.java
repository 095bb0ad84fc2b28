/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.app.SystemErrorMessages;
import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.kafka.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks everything that the roles need on this machine: brokers, Redis, object stores, engine,
 * folders, and limits of the process. All checks run at the same time, each on a daemon thread.
 *
 * <p>It changes nothing on any server; a store rejects the object that asks whether it may be
 * written. It creates the folders of the roles and unpacks the engine's files, as the roles do at
 * their start.
 *
 * <p><b>Threading:</b> one thread, which blocks. <b>Bounds:</b> {@link #REMOTE_LIMIT} or {@link
 * #LOCAL_LIMIT} for each check. <b>Fails:</b> never; a check that fails or does not end is a
 * finding.
 */
public final class Doctor {
  /** Longest duration of a check that waits for another machine. */
  private static final Duration REMOTE_LIMIT = Duration.ofSeconds(30);

  /** Longest duration of a check of this machine, which may start an engine process. */
  private static final Duration LOCAL_LIMIT = Duration.ofMinutes(3);

  /** The checks that wait for other machines. */
  private static final Set<String> REMOTE = Set.of("kafka", "schema registry", "redis", "stores");

  /** The roles whose needs are checked. */
  public enum Role {
    /** The stream processor. */
    PROCESSOR,
    /** The worker. */
    WORKER,
    /** The gateway. */
    GATEWAY
  }

  private final Settings settings;
  private final Set<Role> roles;

  /** Creates a doctor for {@code roles}, of which there is at least one. */
  public Doctor(Settings settings, Set<Role> roles) {
    this.settings = settings;
    this.roles = EnumSet.copyOf(roles);
  }

  /** Returns the findings of all checks, in the same order each time. */
  public List<Finding> examine() throws InterruptedException {
    Map<String, FutureTask<List<Finding>>> running = new LinkedHashMap<>();
    checks().forEach((name, check) -> running.put(name, started(name, check)));
    long begun = System.nanoTime();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, FutureTask<List<Finding>>> check : running.entrySet()) {
      findings.addAll(ended(check.getKey(), check.getValue(), begun));
    }
    return findings;
  }

  private Map<String, Callable<List<Finding>>> checks() {
    Map<String, Callable<List<Finding>>> checks = new LinkedHashMap<>();
    checks.put("kafka", () -> KafkaCheck.of(settings, roles));
    if (roles.contains(Role.PROCESSOR)) {
      checks.put("schema registry", () -> registry(settings.processor()));
    }
    checks.put("redis", () -> RedisCheck.of(settings.cache()));
    if (roles.contains(Role.WORKER) || roles.contains(Role.GATEWAY)) {
      checks.put("stores", () -> StoresCheck.of(settings, roles));
    }
    if (roles.contains(Role.WORKER)) {
      checks.put("engine", () -> EngineCheck.of(settings.engine()));
      checks.put("models", () -> EngineCheck.models(settings.engine()));
    }
    checks.put("folders", () -> FoldersCheck.of(settings, roles));
    checks.put("limits", () -> LimitsCheck.of(settings, roles));
    return checks;
  }

  private static List<Finding> registry(ProcessorConfig settings)
      throws IOException, InterruptedException {
    Optional<String> url = settings.schemaRegistry();
    if (url.isEmpty()) {
      return List.of();
    }
    SchemaRegistry.check(url.get(), settings.schemaRegistryLogin());
    return List.of(Finding.ok("schema registry", "it answers"));
  }

  private static FutureTask<List<Finding>> started(String name, Callable<List<Finding>> check) {
    FutureTask<List<Finding>> task = new FutureTask<>(check);
    Thread thread = new Thread(task, "doctor-" + name);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Returns what a check found, or that it did not end in time. */
  static List<Finding> ended(String name, FutureTask<List<Finding>> check, long begunNanos)
      throws InterruptedException {
    Duration limit = REMOTE.contains(name) ? REMOTE_LIMIT : LOCAL_LIMIT;
    try {
      long passed = System.nanoTime() - begunNanos;
      return check.get(limit.toNanos() - passed, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(
          Finding.fail(
              name,
              (REMOTE.contains(name)
                      ? "no answer within %d s; check the network and its firewalls"
                      : "not finished within %d s; reduce the load of this machine, and repeat")
                  .formatted(limit.toSeconds())));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return List.of(
          Finding.fail(
              name,
              SystemErrorMessages.of(cause)
                  .orElseGet(() -> "could not be checked: " + cause.getClass().getSimpleName())));
    }
  }
}
