/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields of a JSON Schema by path, such as {@code pages[].words[].text}. */
final class SchemaFields {
  private final JsonNode root;
  private final Map<String, Field> fields = new TreeMap<>();

  /**
   * What a field may hold.
   *
   * @param types JSON types
   * @param values listed values; empty if the list is open
   * @param always whether the field is required in its object
   */
  record Field(Set<String> types, Set<String> values, Set<Boolean> always) {
    Field() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    boolean isRequired() {
      return always.contains(true);
    }
  }

  private SchemaFields(JsonNode root) {
    this.root = root;
  }

  static Map<String, Field> of(JsonNode schema) {
    SchemaFields all = new SchemaFields(schema);
    all.add("", schema, true);
    return all.fields;
  }

  private void add(String path, JsonNode node, boolean required) {
    if (node.has("$ref")) {
      add(path, root.at(node.get("$ref").asText().substring(1)), required);
      return;
    }
    Field field = fields.computeIfAbsent(path, p -> new Field());
    field.always().add(required);
    node.path("anyOf").forEach(choice -> add(path, choice, required));
    JsonNode types = node.path("type");
    types.forEach(type -> field.types().add(type.asText()));
    if (types.isTextual()) {
      field.types().add(types.asText());
    }
    node.path("enum").forEach(value -> field.values().add(value.asText()));
    if (node.has("const")) {
      field.values().add(node.get("const").asText());
    }
    if (node.has("items")) {
      add(path + "[]", node.get("items"), true);
    }
    Set<String> always = new TreeSet<>();
    node.path("required").forEach(name -> always.add(name.asText()));
    String prefix = path.isEmpty() ? "" : path + ".";
    node.path("properties")
        .properties()
        .forEach(
            child ->
                add(prefix + child.getKey(), child.getValue(), always.contains(child.getKey())));
  }
}
