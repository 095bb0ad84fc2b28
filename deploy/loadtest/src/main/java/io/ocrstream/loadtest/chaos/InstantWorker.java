/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.Recognition;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.metrics.Meters;
import java.util.HashMap;
import java.util.Map;

/** Runs a worker with {@link InstantEngine} until SIGTERM. */
public final class InstantWorker {
  private InstantWorker() {}

  /** Takes the arguments of {@code worker}: its name, then {@code --set key=value}, repeated. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> given = new HashMap<>();
    for (int i = 2; i < arguments.length; i += 2) {
      String[] pair = arguments[i].split("=", 2);
      given.put(pair[0], pair[1]);
    }
    Settings settings = SettingsLoader.of(given);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    RedisCache cache = Caches.open(settings, registry);
    Recognition recognition = Recognition.of(settings, new InstantEngine(), new Meters(registry));
    WorkerRole role = WorkerRole.start(settings, registry, cache, recognition);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  role.close();
                  cache.close();
                },
                "shutdown"));
    Thread.currentThread().join();
  }
}
