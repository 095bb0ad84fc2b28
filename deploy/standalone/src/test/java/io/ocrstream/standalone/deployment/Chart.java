/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The Helm chart as Helm renders it, without a cluster. */
final class Chart {
  private static final Path FOLDER = Path.of("..", "helm", "ocr-stream");

  /** As a library, Helm assumes a very old cluster by default. */
  private static final String KUBERNETES = "1.34.0";

  private static final String HOOK = "helm.sh/hook:";

  private final List<JsonNode> objects;

  private Chart(List<JsonNode> objects) {
    this.objects = objects;
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /**
   * Renders the chart with {@code values} over its defaults.
   *
   * @param folder empty, or used for this before
   */
  static Chart render(Path folder, String values) throws IOException {
    String yaml =
        new Helm(withoutHooks(folder.resolve("chart")))
            .template()
            .withName("try")
            .withNamespace("ocr")
            .withKubeVersion(KUBERNETES)
            .withValuesFile(Files.writeString(folder.resolve("values.yaml"), values))
            .call();
    List<JsonNode> objects = new ArrayList<>();
    for (Object document : new Yaml().loadAll(yaml)) {
      if (document != null) {
        objects.add(Json.mapper().valueToTree(document));
      }
    }
    return new Chart(objects);
  }

  /** As a library, Helm does not return hooks, so here they are ordinary objects. */
  private static Path withoutHooks(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.resolveSibling(""));
        Files.writeString(target, Files.readString(file).replace(HOOK, "example.com/no-hook:"));
      }
    }
    return copy;
  }

  List<JsonNode> objects() {
    return objects;
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
  }

  /** Returns the only object of a kind and name. */
  JsonNode one(String kind, String name) {
    List<JsonNode> found = ofKind(kind).stream().filter(o -> name(o).equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects are " + kind + " " + name);
    }
    return found.get(0);
  }

  /** Returns the objects that run pods. */
  List<JsonNode> workloads() {
    return objects.stream().filter(o -> o.at("/spec/template/spec/containers").isArray()).toList();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
