/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.loader.SettingProblem;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Tests the Helm chart, linted and rendered by Helm itself for several installations. */
class HelmChartTest {
  private static final String DEFAULTS = "";

  static final String EVERYTHING =
      """
      image: {repository: registry.example/ocr-stream, tag: "1", pullSecrets: [{name: registry}]}
      settings:
        ocr.kafka.bootstrap-servers: kafka-0:9093,kafka-1:9093
        ocr.kafka.client.security.protocol: SASL_SSL
        ocr.content.s3-buckets: uploads
        ocr.outputs.location: 's3://texts/a\\b'
        ocr.outputs.s3-buckets: texts
      existingSecret: ocr-credentials
      secretMounts: [{name: kafka-ca, mountPath: /etc/ocr/kafka, secret: kafka-ca}]
      serviceAccount: {annotations: {example.com/role: reader}}
      processor: {replicas: 3, standbyReplicas: 1, javaOptions: -Xss1m, state: {storageClass: fast}}
      worker: {slots: 2, drainGraceSeconds: 90, nodeSelector: {kubernetes.io/arch: amd64}}
      gateway:
        enabled: true
        location: s3://uploads/gateway
        ingress: {enabled: true, host: ocr.example, className: nginx, tlsSecret: tls, annotations: {a/b: "1"}}
        ingressFrom: [{namespaceSelector: {matchLabels: {name: ingress-nginx}}}]
      autoscaling:
        enabled: true
        prometheusAddress: http://prometheus:9090
        selector: namespace="ocr"
      networkPolicy: {ingressFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}
      serviceMonitor: {enabled: true, labels: {release: prometheus}, tokenSecret: {name: ocr-credentials}}
      prometheusRule:
        enabled: true
        groups: [{name: more, rules: [{alert: A, expr: up == 0}]}]
      """;

  private static final String LITTLE =
      """
      fullnameOverride: reader
      topics: {create: false}
      serviceAccount: {create: false}
      processor: {replicas: 1, standbyReplicas: 0}
      worker: {replicas: 1, drainGraceSeconds: 0}
      podDisruptionBudget: {enabled: false}
      networkPolicy: {enabled: false}
      """;

  @TempDir private Path folder = Path.of("unset");

  static List<String> installations() {
    return List.of(DEFAULTS, EVERYTHING, LITTLE);
  }

  /** The sum of docs/limits.md, with batches that decompress to as much as they can. */
  @Test
  void shouldGiveTheProcessorMemoryForTheLargestBatches() throws Exception {
    Path values = Path.of("../helm/ocr-stream/values.yaml");
    JsonNode chart = Json.mapper().valueToTree(new Yaml().load(Files.readString(values)));
    JsonNode processor = chart.path("processor");
    DataSize limit =
        DataSize.parse(processor.at("/resources/limits/memory").asText().replace("Gi", "GiB"));
    long heap = limit.bytes() * processor.path("heapPercent").asInt() / 100;
    int partitions = SettingsLoader.of(Map.of()).topics().entryPartitions();
    int threads = SettingsLoader.of(Map.of()).processor().threads();

    assertThat(heap).isGreaterThan((23L * partitions + 32L * threads + 128) << 20);
  }

  @Test
  void shouldGiveHelmNothingToRemark() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(m -> m.contains("WARNING") || m.contains("ERROR"));
  }

  @ParameterizedTest
  @MethodSource("installations")
  void shouldBeOfKubernetesTypesToTheLastField(String values) throws Exception {
    Chart chart = chart(values);
    for (JsonNode object : chart.objects()) {
      if (KubernetesTypes.knows(object)) {
        assertThat(KubernetesTypes.read(object)).isNotNull();
      } else {
        assertThat(object.path("apiVersion").asText())
            .isIn("keda.sh/v1alpha1", "monitoring.coreos.com/v1");
      }
    }
    int roles = values.equals(EVERYTHING) ? 3 : 2;
    assertThat(chart.workloads()).hasSize(values.equals(LITTLE) ? roles : roles + 1);
  }

  @Test
  void shouldNotPassAFieldThatKubernetesDoesNotHave() throws Exception {
    JsonNode worker = chart(DEFAULTS).one("Deployment", "try-ocr-stream-worker");
    ((ObjectNode) worker.at("/spec/template/spec")).put("terminationGraceSeconds", 1);

    assertThatThrownBy(() -> KubernetesTypes.read(worker))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("terminationGraceSeconds");
  }

  @ParameterizedTest
  @MethodSource("installations")
  void shouldRunWithoutRights(String values) throws Exception {
    for (JsonNode workload : chart(values).workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
      JsonNode container = pod.at("/containers/0");
      JsonNode security = container.path("securityContext");
      assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("installations")
  void shouldStartTheRolesWithSettingsThatTheyTake(String values) throws Exception {
    Chart chart = chart(values);
    for (JsonNode workload : chart.workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      String settings = text(pod, "volumes", "config", "/configMap/name");
      Path file =
          Files.writeString(
              folder.resolve("ocr.properties"),
              chart.one("ConfigMap", settings).at("/data/ocr.properties").asText());
      Map<String, String> environment = new HashMap<>();
      pod.at("/containers/0/env")
          .forEach(e -> environment.put(e.path("name").asText(), e.path("value").asText()));

      List<String> problems =
          SettingsLoader.load(file, environment, Map.of())
              .fold(
                  loaded -> List.of(),
                  bad -> bad.problems().stream().map(SettingProblem::message).toList());

      assertThat(problems).isEmpty();
      assertThat(environment.keySet()).allMatch(n -> n.startsWith("OCR_") || n.startsWith("JAVA_"));
      assertThat(args(pod)).endsWith("--config", "/etc/ocr/settings/ocr.properties");
    }
  }

  @ParameterizedTest
  @MethodSource("installations")
  void shouldFitTogether(String values) throws Exception {
    Chart chart = chart(values);
    for (JsonNode workload : chart.workloads()) {
      JsonNode pod = workload.at("/spec/template");
      Set<String> mounts = new HashSet<>(pod.findValuesAsText("mountPath"));
      assertThat(mounts).contains("/etc/ocr/settings", "/var/lib/ocr", "/tmp");
      Set<String> volumes = names(pod.at("/spec/volumes"));
      volumes.addAll(workload.at("/spec/volumeClaimTemplates").findValuesAsText("name"));
      assertThat(volumes).containsAll(names(pod.at("/spec/containers/0/volumeMounts")));
      assertThat(contains(pod.at("/metadata/labels"), workload.at("/spec/selector/matchLabels")))
          .as(Chart.name(workload))
          .isEqualTo(!workload.path("kind").asText().equals("Job"));
    }
    for (String kind : List.of("Service", "PodDisruptionBudget", "NetworkPolicy")) {
      for (JsonNode object : chart.ofKind(kind)) {
        assertThat(selected(chart, object)).as(Chart.name(object)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("installations")
  void shouldAskTheEndpointsAndLeaveTimeToDrain(String values) throws Exception {
    Chart chart = chart(values);
    List<JsonNode> roles =
        chart.workloads().stream().filter(w -> !w.path("kind").asText().equals("Job")).toList();
    assertThat(roles).hasSize(values.equals(EVERYTHING) ? 3 : 2);
    for (JsonNode role : roles) {
      JsonNode pod = role.at("/spec/template/spec");
      JsonNode container = pod.at("/containers/0");
      assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8000);
      for (String probe : List.of("startup", "liveness", "readiness")) {
        JsonNode get = container.at("/" + probe + "Probe/httpGet");
        assertThat(get.path("path").asText())
            .isEqualTo(probe.equals("readiness") ? "/health/ready" : "/health/live");
        assertThat(get.path("port")).isEqualTo(container.at("/ports/0/name"));
      }
      int grace = pod.path("terminationGracePeriodSeconds").asInt();
      String drain = text(container, "env", "OCR_WORKER_DRAIN_GRACE", "/value").replace("s", "");
      assertThat(grace).isGreaterThanOrEqualTo(drain.isEmpty() ? 30 : Integer.parseInt(drain) + 20);
    }
  }

  @Test
  void shouldTakeSecretsByReferenceOnly() throws Exception {
    Chart chart = chart(EVERYTHING);

    assertThat(chart.ofKind("Secret")).isEmpty();
    for (JsonNode workload : chart.workloads()) {
      assertThat(workload.at("/spec/template/spec/containers/0/envFrom/0/secretRef/name").asText())
          .isEqualTo("ocr-credentials");
    }
  }

  private Chart chart(String values) throws Exception {
    return Chart.render(folder, values);
  }

  /** Returns the workloads whose pods {@code object} selects. */
  private static List<String> selected(Chart chart, JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode plain = spec.path(spec.has("podSelector") ? "podSelector" : "selector");
    JsonNode labels = plain.path("matchLabels").isObject() ? plain.path("matchLabels") : plain;
    return chart.workloads().stream()
        .filter(w -> contains(w.at("/spec/template/metadata/labels"), labels))
        .map(Chart::name)
        .toList();
  }

  private static boolean contains(JsonNode labels, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> label : wanted.properties()) {
      if (!label.getValue().equals(labels.path(label.getKey()))) {
        return false;
      }
    }
    return !wanted.isEmpty();
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(entry -> names.add(entry.path("name").asText()));
    return names;
  }

  private static List<String> args(JsonNode pod) {
    return pod.at("/containers/0/args").valueStream().map(JsonNode::asText).toList();
  }

  /** Returns the text at {@code pointer} of the entry {@code name}; empty if there is none. */
  private static String text(JsonNode object, String list, String name, String pointer) {
    for (JsonNode entry : object.path(list)) {
      if (entry.path("name").asText().equals(name)) {
        return entry.at(pointer).asText();
      }
    }
    return "";
  }
}
