/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.client.OcrClient;
import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.gateway.Gateway;
import io.ocrstream.gateway.GatewayParts;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.KafkaRole;
import io.ocrstream.metrics.Meters;
import io.ocrstream.ops.AccessFilter;
import io.ocrstream.ops.RouteHandler;
import io.ocrstream.ops.ServerLimits;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the gateway: the client of the brokers, the stores, and the paths that the endpoints serve.
 *
 * <p><b>Threading:</b> one thread calls {@link #start} and {@link #close}; any thread calls the
 * rest.
 */
public final class GatewayRole implements AutoCloseable {
  /**
   * Settings of the producer: without brokers, an upload is rejected after a few seconds. Settings
   * of the operator override them.
   */
  private static final Map<String, Object> PATIENCE =
      Map.of(
          "max.block.ms", "5000",
          "request.timeout.ms", "5000",
          "delivery.timeout.ms", "10000");

  /** Number of threads that make responses of answers; each may hold a stored payload. */
  private static final int ANSWER_THREADS = 2;

  private final GatewayConfig settings;
  private final OcrClient client;
  private final ExecutorService answers;
  private final GatewayParts parts;

  private GatewayRole(
      GatewayConfig settings, OcrClient client, ExecutorService answers, GatewayParts parts) {
    this.settings = settings;
    this.client = client;
    this.answers = answers;
    this.parts = parts;
  }

  /**
   * Starts the gateway; {@code ocr.gateway.location} must be set.
   *
   * @throws io.ocrstream.kafka.ClusterProblems if the cluster is too old or a right is missing
   * @throws IOException if the work folder cannot be created
   */
  public static GatewayRole start(Settings settings, MeterRegistry registry)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.requireRights(settings, KafkaRole.GATEWAY);
    Map<String, Object> kafka = KafkaClients.config(settings.kafka());
    PATIENCE.forEach(kafka::putIfAbsent);
    ExecutorService answers =
        Executors.newFixedThreadPool(ANSWER_THREADS, DaemonThreads.named("gateway-answers"));
    OcrClient client =
        OcrClient.builder(kafka)
            .names(KafkaClients.names(settings.kafka()))
            .executor(answers)
            .connect();
    try {
      GatewayParts parts = GatewayParts.open(settings, client, new Meters(registry));
      return new GatewayRole(settings.gateway(), client, answers, parts);
    } catch (IOException | RuntimeException | Error e) {
      client.close();
      throw e;
    }
  }

  /** Returns the handler of the gateway's paths. */
  RouteHandler site() {
    return parts.gateway();
  }

  /** Returns the filter of a server with the gateway's paths. */
  AccessFilter access(OpsConfig ops) {
    return AccessFilter.of(ops, settings.token(), Gateway::isPath);
  }

  /** Returns the limits of a server with the gateway's paths. */
  ServerLimits limits() {
    return ServerLimits.OPERATORS.plus(settings.maxWaiting());
  }

  /** Returns whether answers are received. */
  boolean isReceiving() {
    return client.isReceiving();
  }

  /** Answers the waiting requests with 503, and stops. */
  @Override
  public void close() {
    client.close();
    // What is submitted is still made: the responses to the waiting requests.
    answers.shutdown();
    parts.close();
  }
}
