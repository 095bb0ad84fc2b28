/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Tests who may connect to whom in an installation of the chart, and how it is measured. */
class HelmChartNetworkTest {
  private static final String DEFAULTS = "";

  @TempDir private Path folder = Path.of("unset");

  private Chart chart(String values) throws Exception {
    return Chart.render(folder, values);
  }

  @Test
  void shouldScaleWorkersByWhatTheProcessorsMeasure() throws Exception {
    Chart chart = chart(HelmChartTest.EVERYTHING);
    JsonNode scaled = chart.one("ScaledObject", "try-ocr-stream-worker");
    JsonNode target = scaled.at("/spec/scaleTargetRef");

    JsonNode worker = chart.one(target.path("kind").asText(), target.path("name").asText());
    assertThat(worker.at("/spec").has("replicas")).as("KEDA's to set").isFalse();
    assertThat(scaled.at("/spec/triggers").findValuesAsText("query"))
        .containsExactly(
            "sum(max by (tasks) (ocr_backlog_tasks{namespace=\"ocr\"}))",
            "max(ocr_backlog_age_seconds{namespace=\"ocr\"})");
    assertThat(scaled.at("/spec/triggers").findValuesAsText("serverAddress"))
        .containsOnly("http://prometheus:9090");
    assertThat(chart(DEFAULTS).ofKind("ScaledObject")).isEmpty();
    JsonNode unscaled = chart(DEFAULTS).one("Deployment", "try-ocr-stream-worker");
    assertThat(unscaled.at("/spec/replicas").asInt()).isEqualTo(2);
  }

  @Test
  void shouldLetOnlyWorkersReachObjectStores() throws Exception {
    Chart chart = chart(DEFAULTS);

    assertThat(egress(chart, "worker")).containsExactly(53, 53, 9092, 6379, 443, 9000);
    assertThat(egress(chart, "processor")).containsExactly(53, 53, 9092, 6379);
    assertThat(egress(chart, "topics")).containsExactly(53, 53, 9092);
  }

  @Test
  void shouldLetProcessorsReachTheSchemaRegistryWhenItsPortIsNamed() throws Exception {
    Chart chart = chart("networkPolicy: {registryPorts: [8081]}");

    assertThat(egress(chart, "processor")).containsExactly(53, 53, 9092, 6379, 8081);
    assertThat(egress(chart, "worker")).doesNotContain(8081);
  }

  @Test
  void shouldLetNobodyAskUnlessHeIsNamed() throws Exception {
    for (String part : List.of("processor", "worker", "topics")) {
      JsonNode closed = chart(DEFAULTS).one("NetworkPolicy", "try-ocr-stream-" + part);
      assertThat(closed.at("/spec/policyTypes/0").asText()).isEqualTo("Ingress");
      assertThat(closed.path("spec").has("ingress")).isFalse();
    }
    JsonNode open = chart(HelmChartTest.EVERYTHING).one("NetworkPolicy", "try-ocr-stream-worker");
    assertThat(open.at("/spec/ingress/0/from/0").has("namespaceSelector")).isTrue();
    assertThat(open.at("/spec/ingress/0/ports/0/port").asText()).isEqualTo("ops");
  }

  @Test
  void shouldHaveEveryAlertAndScrapeWithTheToken() throws Exception {
    Path rules = Path.of("../prometheus/rules/ocr.yml");
    assertThat(Path.of("../helm/ocr-stream/files/ocr.yml"))
        .as(
            "a copy, to be made again: cp deploy/prometheus/rules/ocr.yml"
                + " deploy/helm/ocr-stream/files/")
        .hasSameTextualContentAs(rules);
    JsonNode groups = Json.mapper().valueToTree(new Yaml().load(Files.readString(rules)));
    Chart chart = chart(HelmChartTest.EVERYTHING);
    JsonNode shipped = chart.one("PrometheusRule", "try-ocr-stream").at("/spec/groups");
    assertThat(shipped.findValuesAsText("alert"))
        .containsAll(groups.findValuesAsText("alert"))
        .hasSizeGreaterThan(16)
        .endsWith("A");
    assertThat(shipped.findValuesAsText("expr")).containsAll(groups.findValuesAsText("expr"));

    JsonNode endpoint = chart.one("ServiceMonitor", "try-ocr-stream").at("/spec/endpoints/0");
    assertThat(endpoint.at("/authorization/credentials/name").asText())
        .isEqualTo("ocr-credentials");
    assertThat(endpoint.at("/authorization/credentials/key").asText()).isEqualTo("OCR_OPS_TOKEN");
    assertThat(endpoint.at("/relabelings/0/targetLabel").asText()).isEqualTo("job");
    assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo("ocr-$1");
  }

  private static List<Integer> egress(Chart chart, String part) {
    JsonNode policy = chart.one("NetworkPolicy", "try-ocr-stream-" + part);
    return policy.at("/spec/egress").findValues("port").stream().map(JsonNode::asInt).toList();
  }
}
