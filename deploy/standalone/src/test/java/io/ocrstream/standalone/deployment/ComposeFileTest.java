/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.config.loader.SettingProblem;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Tests that the roles accept the settings in the compose file, and that no user has more rights
 * than needed.
 */
class ComposeFileTest {
  private static final Path TOP = Path.of("..", "..");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

  private final JsonNode services = read(TOP.resolve("docker-compose.yml")).path("services");

  @Test
  void shouldStartTheRolesWithSettingsThatTheyTake() {
    List<String> roles = List.of("topics", "processor", "worker-1", "worker-2", "gateway");
    for (String role : roles) {
      Map<String, String> environment = new HashMap<>();
      services
          .path(role)
          .path("environment")
          .properties()
          .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));

      assertThat(environment).as(role).containsKey("OCR_KAFKA_BOOTSTRAP_SERVERS");
      assertThat(problems(null, environment)).as(role).isEmpty();
    }
    assertThat(services.properties())
        .filteredOn(s -> s.getValue().path("image").asText().startsWith("ocr-stream"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(roles);
  }

  @Test
  void shouldReachTheServicesFromThisMachine() {
    Path settings = TOP.resolve("deploy/docker/submit.properties");

    assertThat(problems(settings, Map.of())).isEmpty();
  }

  @Test
  void shouldGiveNobodyMoreRightsThanNeeded() {
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      String name = service.getKey();
      JsonNode is = service.getValue();
      assertThat(is.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
      assertThat(is.at("/security_opt/0").asText()).as(name).isEqualTo("no-new-privileges:true");
      // Kafka's start script writes its configuration into the image.
      assertThat(is.path("read_only").asBoolean()).as(name).isEqualTo(!name.equals("kafka"));
      is.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    }
  }

  @Test
  void shouldScrapeWithTheTokenThatTheRolesAskFor() {
    String token = services.at("/processor/environment/OCR_OPS_TOKEN").asText();
    assertThat(token).hasSizeGreaterThanOrEqualTo(16);
    JsonNode prometheus = services.path("prometheus");
    assertThat(prometheus.at("/environment/OCR_OPS_TOKEN").asText()).isEqualTo(token);
    JsonNode scraped = read(TOP.resolve("deploy/prometheus/prometheus.yml")).path("scrape_configs");
    for (JsonNode job : scraped) {
      String file = job.at("/authorization/credentials_file").asText();
      assertThat(prometheus.path("entrypoint").toString()).contains("> " + file);
    }
    List<String> hosts = new ArrayList<>();
    scraped.findValues("targets").forEach(all -> all.forEach(host -> hosts.add(host.asText())));
    // Where the profile is off, the name has no address, and nothing is reported as down.
    String gateway = scraped.at("/2/dns_sd_configs/0/names/0").asText();
    hosts.add(gateway + ":" + scraped.at("/2/dns_sd_configs/0/port").asInt());
    assertThat(hosts)
        .containsExactlyInAnyOrder(
            "processor:8000", "worker-1:8000", "worker-2:8000", "gateway:8000");
  }

  @Test
  void shouldGiveWorkersNoRootUserOfTheStore() throws Exception {
    JsonNode root = services.at("/minio/environment/MINIO_ROOT_USER");
    JsonNode made = services.at("/bucket/environment");
    for (String worker : List.of("worker-1", "worker-2")) {
      JsonNode user = services.path(worker).at("/environment/AWS_ACCESS_KEY_ID");
      assertThat(user).isNotEqualTo(root).isEqualTo(made.path("WORKER_KEY"));
      assertThat(services.path(worker).at("/environment/AWS_SECRET_ACCESS_KEY"))
          .isEqualTo(made.path("WORKER_SECRET"));
    }
    JsonNode policy = Json.mapper().readTree(made.path("WORKER_POLICY").asText());
    assertThat(policy.at("/Statement/0/Action").toString()).doesNotContain("*", "Delete", "List");
    assertThat(policy.at("/Statement/2/Effect").asText()).isEqualTo("Deny");
  }

  @Test
  void shouldStartTheGatewayOnlyWhenAskedForAndLetItWriteWhatWorkersRead() throws Exception {
    JsonNode gateway = services.path("gateway");
    assertThat(gateway.path("profiles").toString()).isEqualTo("[\"gateway\"]");
    JsonNode environment = gateway.path("environment");
    JsonNode made = services.at("/bucket/environment");
    assertThat(environment.path("AWS_ACCESS_KEY_ID")).isEqualTo(made.path("GATEWAY_KEY"));
    assertThat(environment.path("AWS_SECRET_ACCESS_KEY")).isEqualTo(made.path("GATEWAY_SECRET"));
    assertThat(environment.path("OCR_GATEWAY_TOKEN").asText())
        .isNotEqualTo(environment.path("OCR_OPS_TOKEN").asText());
    assertThat(environment.path("OCR_GATEWAY_LOCATION").asText()).startsWith("s3://gateway/");
    JsonNode writes = Json.mapper().readTree(made.path("GATEWAY_POLICY").asText());
    assertThat(writes.at("/Statement/0/Action").toString()).isEqualTo("[\"s3:PutObject\"]");
    JsonNode reads = Json.mapper().readTree(made.path("WORKER_POLICY").asText());
    assertThat(reads.at("/Statement/1/Resource"))
        .isEqualTo(writes.at("/Statement/0/Resource"))
        .hasToString("[\"arn:aws:s3:::gateway/*\"]");
    // A bucket with notifications would publish a second event for each upload.
    String buckets = services.at("/bucket/command/0").asText();
    assertThat(buckets)
        .contains("mc mb --ignore-existing store/gateway")
        .doesNotContain("event add --ignore-existing store/gateway");
  }

  @Test
  void shouldLeaveWorkersTimeToDrain() {
    long drain = SettingsLoader.of(Map.of()).worker().drainGrace().toSeconds();
    for (String worker : List.of("worker-1", "worker-2")) {
      String grace = services.path(worker).path("stop_grace_period").asText();
      assertThat(Long.parseLong(grace.replace("s", ""))).isGreaterThanOrEqualTo(drain + 10);
    }
  }

  private static List<String> problems(@Nullable Path file, Map<String, String> environment) {
    return SettingsLoader.load(file, environment, Map.of())
        .fold(
            loaded -> List.of(),
            bad -> bad.problems().stream().map(SettingProblem::message).toList());
  }

  private static JsonNode read(Path file) {
    try {
      String plain = VARIABLE.matcher(Files.readString(file)).replaceAll("$1");
      return Json.mapper().valueToTree(new Yaml().load(plain));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
