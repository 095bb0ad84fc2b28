/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.intake.OptionsForm;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the served OpenAPI document matches the routes, parameters, statuses and payloads. */
class OpenApiTest {
  private static final Path FILE =
      Path.of("src", "main", "resources", "io", "ocrstream", "gateway", "openapi.json");

  @TempDir private Path folder = Path.of("unset");

  private static JsonNode committed() throws IOException {
    return Json.mapper().readTree(Files.readString(FILE));
  }

  @Test
  void shouldBeCommittedAsGenerated() throws IOException {
    String document = OpenApi.document().toPrettyString() + "\n";
    if (Boolean.getBoolean("regenerate")) {
      Files.writeString(FILE, document);
    }

    assertThat(Files.readString(FILE))
        .as("openapi.json is stale; run this test with -Dregenerate=true")
        .isEqualTo(document);
  }

  @Test
  void shouldBeServedAndNameRoutesThatExist() throws Exception {
    try (GatewayFixture gateway = new GatewayFixture(folder, Map.of())) {
      HttpResponse<String> served = gateway.send(gateway.request(Gateway.OPENAPI_PATH));
      assertThat(served.body()).isEqualTo(Files.readString(FILE));
      for (var path : Json.mapper().readTree(served.body()).path("paths").properties()) {
        for (var operation : path.getValue().properties()) {
          if (path.getKey().equals("/ocr/stats")) {
            continue;
          }
          HttpRequest.Builder request =
              gateway
                  .request(path.getKey().replace("{id}", "0"))
                  .method(
                      operation.getKey().toUpperCase(Locale.ROOT),
                      HttpRequest.BodyPublishers.noBody());
          HttpResponse<String> response = gateway.send(request);
          assertThat(operation.getValue().path("responses").has("" + response.statusCode()))
              .as("%s %s: %d", operation.getKey(), path.getKey(), response.statusCode())
              .isTrue();
        }
      }
    }
  }

  @Test
  void shouldNameEveryParameterAndEveryFailure() throws IOException {
    for (String pointer : List.of("/paths/~1ocr/post", "/paths/~1ocr~1{id}/get")) {
      JsonNode operation = committed().at(pointer);
      Set<String> names = new TreeSet<>(operation.path("parameters").findValuesAsText("name"));
      names.removeAll(Set.of("id", Gateway.IDEMPOTENCY_KEY));
      List<String> known = new ArrayList<>(OptionsForm.NAMES);
      known.addAll(List.of(ReadRequest.DOCUMENT_ID, ReadRequest.TAG, ReadRequest.WAIT));
      assertThat(names).hasSameElementsAs(known);
      assertThat(Arrays.asList(FailureCode.values()))
          .allSatisfy(
              code ->
                  assertThat(
                          operation
                              .at("/responses/" + FailureStatus.of(code) + "/description")
                              .asText())
                      .contains(code.name()));
    }
  }

  @Test
  void shouldReferToNothingThatIsNotThere() throws IOException {
    JsonNode document = committed();
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references)
        .contains("#/components/schemas/Payload")
        .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
  }
}
