/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway for each test, with its requests and the events that it published. */
abstract class GatewayBench {
  static final byte[] SCAN = "a scan".getBytes(UTF_8);

  @TempDir Path folder = Path.of("unset");
  @Nullable GatewayFixture gateway;

  void start(String... settings) throws Exception {
    Map<String, String> given = new HashMap<>();
    for (String setting : settings) {
      String[] keyAndValue = setting.split("=", 2);
      given.put("ocr.gateway." + keyAndValue[0], keyAndValue[1]);
    }
    gateway = new GatewayFixture(folder, given);
  }

  GatewayFixture gateway() {
    return requireNonNull(gateway);
  }

  @AfterEach
  void stop() {
    gateway().close();
  }

  GatewayFixture.Published published(int index) {
    await().until(() -> gateway().published.size() > index);
    return gateway().published.get(index);
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.mapper().readTree(response.body());
  }

  static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  HttpRequest.Builder keyed(String path, byte[] document, String key) {
    return gateway().upload(path, document).header("Idempotency-Key", key);
  }
}
