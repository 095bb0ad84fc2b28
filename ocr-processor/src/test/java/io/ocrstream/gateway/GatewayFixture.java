/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.client.OcrAnswer;
import io.ocrstream.client.OcrClient;
import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.OutputsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.metrics.Meters;
import io.ocrstream.ops.AccessFilter;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.ops.ServerLimits;
import io.ocrstream.submit.SamplePayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A gateway over HTTP whose events go nowhere until a test answers them. */
final class GatewayFixture implements AutoCloseable {
  /** Short, because a test waits for it. */
  private static final Duration QUEUE_TIMEOUT = Duration.ofMillis(100);

  static final String BOUNDARY = "------------------------d74496d66958873e";
  static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

  final List<Published> published = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Path store;
  final Path work;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Runnable> parts = new ArrayList<>();
  private final OpsServer server;

  /** An event, and what becomes of it. */
  record Published(
      UploadEvent event,
      CompletableFuture<Boolean> acknowledged,
      CompletableFuture<OcrAnswer> answer) {
    void read(Source source, String text) {
      byte[] payload = Json.write(SamplePayload.of(text));
      Result result =
          new Result(
              event.eventId(),
              event.documentId(),
              event.uri(),
              ContentHash.ofBytes(new byte[0]),
              source,
              new Timings(1_000, 1_001, 1_042, null, null),
              event.tag(),
              RawJson.of(payload));
      read(result);
    }

    void read(Result result) {
      acknowledged.complete(true);
      Payload payload = Json.readOwn(result.result().utf8(), Payload.class);
      answer.complete(new OcrAnswer.Read(RawJson.of(Json.write(result)), result, payload));
    }

    void fail(FailureCode code) {
      acknowledged.complete(true);
      Failure failure = Failure.of(event, null, Problem.of(code, "The message."), 1);
      answer.complete(new OcrAnswer.Failed(RawJson.of(Json.write(failure)), failure));
    }
  }

  GatewayFixture(Path folder, Map<String, String> given) throws Exception {
    this(folder, given, OutputStores::uploads);
  }

  /** Opens the store of uploads. */
  interface Storing {
    OutputStore open(String location, OutputsConfig outputs, ContentConfig content)
        throws IOException;
  }

  GatewayFixture(Path folder, Map<String, String> given, Storing storing) throws Exception {
    store = Files.createDirectories(folder.resolve("store")).toRealPath();
    work = folder.resolve("work");
    Map<String, String> all = new HashMap<>();
    all.put("ocr.gateway.location", "file://" + store);
    all.put("ocr.content.file-roots", store.toString());
    all.put("ocr.worker.work-dir", work.toString());
    all.putAll(given);
    Settings settings = SettingsLoader.of(all);
    GatewayConfig own = settings.gateway();
    WorkFolder uploads = added(WorkFolder.open(work), WorkFolder::close);
    DocumentRequests requests =
        new DocumentRequests(
            own,
            added(
                storing.open(own.location().orElseThrow(), settings.outputs(), settings.content()),
                OutputStore::close),
            this::publish,
            new StoredPayloads(
                added(ContentStores.open(settings.content(), work), ContentStores::close), null),
            InstantSource.system());
    UploadReader reader = new UploadReader(uploads, settings, System::nanoTime);
    Gateway gateway =
        added(
            new Gateway(own, reader, requests, new Meters(registry), QUEUE_TIMEOUT),
            Gateway::close);
    server =
        OpsServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(),
            AccessFilter.of(settings.ops(), own.token(), Gateway::isPath),
            gateway,
            ServerLimits.OPERATORS.plus(own.maxWaiting()));
  }

  private <T> T added(T part, Consumer<T> close) {
    parts.add(0, () -> close.accept(part));
    return part;
  }

  private OcrClient.Submission publish(UploadEvent event, Duration timeout) {
    Published made = new Published(event, new CompletableFuture<>(), new CompletableFuture<>());
    published.add(made);
    return new OcrClient.Submission(made.acknowledged(), made.answer());
  }

  InetSocketAddress address() {
    return server.address();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(server.address().getPort(), path)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  HttpRequest.Builder upload(String path, byte[] document) {
    return request(path).POST(HttpRequest.BodyPublishers.ofByteArray(document));
  }

  HttpRequest.Builder form(String path, byte[]... parts) {
    byte[] end = ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8);
    List<byte[]> all = new ArrayList<>(List.of(parts));
    all.add(end);
    return request(path)
        .header("Content-Type", FORM)
        .POST(HttpRequest.BodyPublishers.ofByteArrays(all));
  }

  static byte[] file(String name, byte[] document) {
    return part("name=\"file\"; filename=\"" + name + "\"", document);
  }

  static byte[] field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(UTF_8));
  }

  private static byte[] part(String disposition, byte[] value) {
    byte[] head =
        "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
            .formatted(BOUNDARY, disposition)
            .getBytes(UTF_8);
    byte[] all = new byte[head.length + value.length + 2];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(value, 0, all, head.length, value.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    return all;
  }

  /** Returns the names of the files of uploads that are being received or stored. */
  List<String> filesAtWork() throws IOException {
    try (var files = Files.walk(work)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("lock"))
          .toList();
    }
  }

  @Override
  public void close() {
    server.close();
    parts.forEach(Runnable::run);
  }
}
