/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.content.ServerJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the contract against Apicurio Registry. Only {@code -Pfaults} downloads it, because it has
 * 142 MB.
 */
@Tag("faults")
class ApicurioIT extends SchemaRegistryContract {
  @TempDir private static Path folder;

  private static ServerJar server;
  private static String url = "";

  @BeforeAll
  static void start() throws IOException {
    server =
        ServerJar.start(
            "apicurio",
            folder,
            1,
            ports ->
                List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + ports.get(0)),
            (jar, ports) -> {
              url = "http://127.0.0.1:" + ports.get(0) + "/apis/ccompat/v7/";
              return jar;
            });
    Awaitility.await("the registry answers")
        .atMost(Duration.ofMinutes(1))
        .until(() -> status(url + "subjects") == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected String url() {
    return url;
  }

  private static int status(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
