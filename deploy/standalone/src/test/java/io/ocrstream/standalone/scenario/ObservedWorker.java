/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.OpsEndpoints;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.ops.OpsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * A worker in this JVM with its endpoints.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ObservedWorker {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI address;

  private ObservedWorker(URI address) {
    this.address = address;
  }

  /** Starts a worker, which the cluster stops. */
  static ObservedWorker start(TestCluster cluster, String name) throws Exception {
    Settings settings = SettingsLoader.of(cluster.all(name));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RedisCache cache = Caches.open(settings, registry);
    cluster.added(cache::close);
    WorkerRole role = WorkerRole.start(settings, registry, cache);
    cluster.added(role::close);
    OpsServer server =
        new OpsEndpoints(registry, List.of(), cache).with(role).serve(settings.ops());
    cluster.added(server::close);
    return new ObservedWorker(URI.create("http://127.0.0.1:" + server.address().getPort()));
  }

  /** Requests one of its endpoints. */
  HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
