/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.net.HttpURLConnection.HTTP_OK;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.metrics.Meters;
import io.ocrstream.ops.QueryString;
import io.ocrstream.ops.Replies;
import io.ocrstream.ops.RouteHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code POST /ocr}, {@code GET /ocr/<id>} and {@code GET /openapi.json}.
 *
 * <p>An upload holds a thread until its event is published; above the limit of parallel uploads it
 * waits for its turn. A request that waits for its answer holds none.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the uploads and waiting requests of the settings; {@link
 * #RESPONDERS} threads write responses. <b>Fails:</b> with {@link IOException} if the client is
 * gone.
 */
public final class Gateway implements RouteHandler, AutoCloseable {
  /** Path of uploads; answers are below it. */
  public static final String PATH = "/ocr";

  /** Path of the OpenAPI document. */
  public static final String OPENAPI_PATH = "/openapi.json";

  /** Number of threads that write responses, and read stored payloads for them. */
  static final int RESPONDERS = 16;

  /** Maximum time that an upload waits for its turn before it is rejected. */
  static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(10);

  /** Maximum length of an idempotency key, in characters. */
  static final int MAX_KEY_CHARS = 200;

  /** Header of a request that may be sent again. */
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final String STATS = PATH + "/stats";
  private static final long CLOSE_SECONDS = 5;
  private static final Pattern KEY =
      Pattern.compile("\"?([!-~&&[^\"]]{1," + MAX_KEY_CHARS + "})\"?");

  private final UploadReader reader;
  private final DocumentRequests requests;
  private final Duration queueTimeout;
  private final Semaphore places;
  private final Semaphore uploads;
  private final GatewayMetrics metrics;
  private final ExecutorService responders =
      Executors.newFixedThreadPool(RESPONDERS, DaemonThreads.named("gateway"));
  private final byte[] openApi = resource("openapi.json");

  Gateway(
      GatewayConfig settings,
      UploadReader reader,
      DocumentRequests requests,
      Meters meters,
      Duration queueTimeout) {
    this.reader = reader;
    this.requests = requests;
    this.queueTimeout = queueTimeout;
    this.places = new Semaphore(settings.maxWaiting());
    this.uploads = new Semaphore(settings.maxUploads());
    this.metrics =
        new GatewayMetrics(
            meters,
            () -> settings.maxWaiting() - places.availablePermits(),
            () -> settings.maxUploads() - uploads.availablePermits());
  }

  /** Returns whether a path is one of the API, which has its own token. */
  public static boolean isPath(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/") || path.equals(OPENAPI_PATH);
  }

  @Override
  public boolean serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!isPath(path) || path.equals(STATS)) {
      return false;
    }
    String method = path.equals(PATH) ? "POST" : "GET";
    if (!exchange.getRequestMethod().equals(method)) {
      send(exchange, Responses.wrongMethod(method));
    } else if (path.equals(OPENAPI_PATH)) {
      Replies.send(exchange, HTTP_OK, "application/json", openApi);
    } else if (path.equals(PATH)) {
      admit(exchange, () -> upload(exchange));
    } else {
      admit(exchange, () -> status(exchange, path.substring(PATH.length() + 1)));
    }
    return true;
  }

  /** Makes the response to a request that was admitted. */
  @FunctionalInterface
  private interface Work {
    CompletionStage<GatewayResponse> begin() throws IOException;
  }

  private void admit(HttpExchange exchange, Work work) throws IOException {
    Timer.Sample since = metrics.start();
    if (!places.tryAcquire()) {
      respond(exchange, Responses.busy(), since);
      return;
    }
    CompletionStage<GatewayResponse> response;
    try {
      response = work.begin();
    } catch (IOException | RuntimeException | Error e) {
      places.release();
      throw e;
    }
    var unused =
        response.thenAcceptAsync(
            made -> {
              places.release();
              respond(exchange, made, since);
            },
            responders);
  }

  private CompletionStage<GatewayResponse> upload(HttpExchange exchange) throws IOException {
    Optional<Problem> refusal = reader.refusal(exchange).or(() -> wrongKey(exchange));
    if (refusal.isPresent()) {
      return now(Responses.problem(refusal.get()));
    }
    if (!hasTurn()) {
      return now(Responses.busy());
    }
    try {
      Outcome<Upload> read = reader.read(exchange);
      return read.fold(
          upload -> submit(upload, key(exchange)), problem -> now(uploadProblem(problem)));
    } finally {
      uploads.release();
    }
  }

  /* The client's bytes wait in its own buffers meanwhile. */
  private boolean hasTurn() {
    try {
      return uploads.tryAcquire(queueTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CompletionStage<GatewayResponse> submit(Upload upload, Optional<String> key) {
    try (upload) {
      return ReadRequest.of(upload.parameters())
          .fold(
              request -> requests.submit(upload, request, key),
              problem -> now(Responses.problem(problem)));
    }
  }

  private static GatewayResponse uploadProblem(Problem problem) {
    return problem.code() == FailureCode.TIMED_OUT
        ? Responses.slow(problem.message())
        : Responses.problem(problem);
  }

  private static Optional<String> key(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(IDEMPOTENCY_KEY))
        .map(KEY::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1));
  }

  private static Optional<Problem> wrongKey(HttpExchange exchange) {
    boolean isWrong =
        exchange.getRequestHeaders().containsKey(IDEMPOTENCY_KEY) && key(exchange).isEmpty();
    return isWrong
        ? Optional.of(
            Problem.of(
                FailureCode.INVALID_EVENT,
                "%s must be 1 to %d printable ASCII characters without spaces and quotes"
                    .formatted(IDEMPOTENCY_KEY, MAX_KEY_CHARS)))
        : Optional.empty();
  }

  private CompletionStage<GatewayResponse> status(HttpExchange exchange, String id) {
    Optional<RequestId> parsed = RequestId.parse(id);
    if (parsed.isEmpty()) {
      return now(Responses.unknownId());
    }
    return ReadRequest.of(QueryString.all(exchange))
        .fold(
            request -> requests.status(parsed.get(), request),
            problem -> now(Responses.problem(problem)));
  }

  private static CompletionStage<GatewayResponse> now(GatewayResponse response) {
    return CompletableFuture.completedStage(response);
  }

  private void respond(HttpExchange exchange, GatewayResponse response, Timer.Sample since) {
    metrics.responded(since, response);
    try {
      send(exchange, response);
    } catch (IOException e) {
      LOG.debug("A response was not sent: {}", e.getClass().getName());
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, GatewayResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    Replies.send(exchange, response.status(), response.contentType(), response.body().utf8());
  }

  private static byte[] resource(String name) {
    try (InputStream in = Gateway.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits a moment for responses that are being written. Close the client before. */
  @Override
  public void close() {
    responders.shutdown();
    try {
      if (!responders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("Some responses were not sent before the stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
