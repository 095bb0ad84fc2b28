/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.net.HttpURLConnection.HTTP_BAD_METHOD;
import static java.net.HttpURLConnection.HTTP_NOT_MODIFIED;
import static java.net.HttpURLConnection.HTTP_OK;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.ops.Health;
import io.ocrstream.ops.HealthCheck;
import io.ocrstream.ops.Replies;
import io.ocrstream.ops.RouteHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the web page at {@code /} and its requests below {@code /page/}.
 *
 * <p>Counts and times come from the meters of this process. Backlog and answers are those of the
 * whole cluster and come from the broker.
 *
 * <p><b>Threading:</b> any; it has threads of its own until it is closed. <b>Bounds:</b> {@link
 * ServerSentEvents#MAX_CLIENTS} viewers, the answers and texts of {@link AnswerLog}, the files of
 * {@link Uploads}.
 */
public final class WebPage implements RouteHandler, AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final String BELOW = "/page/";

  /** Content security policy that allows the page's own scripts and styles only. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private final Assets assets = new Assets();
  private final OpsConfig.WebPage shows;
  private final @Nullable LocalFiles files;
  private final @Nullable Uploads uploads;
  private final Cluster cluster;
  private final LiveFigures live;
  private final ServerSentEvents events;
  private final DocumentPages documents;
  private volatile List<HealthCheck> checks = List.of();
  private volatile Supplier<List<ReadingRow>> readings = List::of;

  /** Creates the page over {@code cluster}, which it closes. */
  WebPage(
      OpsConfig.WebPage shows,
      MeterRegistry registry,
      Cluster cluster,
      @Nullable LocalFiles files) {
    this.shows = shows;
    this.files = files;
    this.uploads = files == null ? null : new Uploads(files);
    this.cluster = cluster;
    this.documents = new DocumentPages(cluster, files);
    this.live = new LiveFigures(registry, cluster.answers(), this::more, Clock.systemUTC());
    this.events = new ServerSentEvents(live);
  }

  /**
   * Holds the sources of the page's figures.
   *
   * @param registry the meters of this process
   * @param names topic names of the installation
   * @param client configuration of every Kafka client
   */
  public record Sources(MeterRegistry registry, KafkaNames names, Map<String, Object> client) {}

  /**
   * Starts to collect figures and to follow answers.
   *
   * @param shows the content of the page; not {@code OFF}
   * @param files access to local files for uploads and page images; null for neither
   */
  public static WebPage start(OpsConfig.WebPage shows, Sources from, @Nullable LocalFiles files) {
    return new WebPage(
        shows, from.registry(), KafkaCluster.start(shows, from.names(), from.client()), files);
  }

  /** Adds the health of these parts to the page. */
  public void checks(List<HealthCheck> parts) {
    checks = List.copyOf(parts);
  }

  /** Shows the documents that a worker in this process reads. */
  public void readings(Supplier<List<ReadingRow>> rows) {
    readings = rows;
  }

  private Map<String, ?> more() {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("shows", shows.name().toLowerCase(Locale.ROOT));
    more.put("pictures", files != null);
    more.put("max_upload_bytes", files == null ? 0 : files.maxUploadBytes());
    more.put("feed", cluster.feed());
    more.put(LiveFigures.BACKLOG, cluster.backlog());
    more.put("cluster_slots", cluster.slots());
    more.put("readings", shows == OpsConfig.WebPage.FIGURES ? List.of() : readings.get());
    Map<String, Object> health = new LinkedHashMap<>();
    for (HealthCheck check : checks) {
      Health found = check.check();
      health.put(
          check.name(), Map.of("status", found.status().jsonName(), "detail", found.detail()));
    }
    more.put("checks", health);
    return more;
  }

  @Override
  public boolean serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.equals("/") && !path.startsWith(BELOW)) {
      return false;
    }
    try {
      if (uploads != null && isUpload(exchange, path)) {
        uploads.serve(exchange);
        return true;
      }
      return read(exchange, path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    }
  }

  private static boolean isUpload(HttpExchange exchange, String path) {
    return path.equals(Uploads.PATH) && exchange.getRequestMethod().equals("POST");
  }

  private boolean read(HttpExchange exchange, String path)
      throws IOException, InterruptedException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      Replies.text(exchange, HTTP_BAD_METHOD, "Only GET and HEAD are allowed\n");
      return true;
    }
    if (path.equals("/page/events")) {
      events.serve(exchange);
      return true;
    }
    if (path.equals("/page/state")) {
      Replies.send(
          exchange, HTTP_OK, "application/json", live.message(0, Timeline.STEPS).json().utf8());
      return true;
    }
    return asset(exchange, path) || documents.serve(exchange);
  }

  private boolean asset(HttpExchange exchange, String path) throws IOException {
    String name = path.equals("/") ? "index.html" : path.substring(BELOW.length());
    Assets.Asset asset = assets.find(name).orElse(null);
    if (asset == null) {
      return false;
    }
    Replies.policy(exchange, POLICY);
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.getResponseHeaders().set("ETag", asset.etag());
    boolean known = asset.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
    boolean zips = !known && Assets.acceptsGzip(exchange.getRequestHeaders());
    if (zips) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    Replies.send(
        exchange,
        known ? HTTP_NOT_MODIFIED : HTTP_OK,
        asset.contentType(),
        known ? NOTHING : zips ? asset.zipped() : asset.body());
    return true;
  }

  @Override
  public void close() {
    events.close();
    live.close();
    cluster.close();
  }
}
