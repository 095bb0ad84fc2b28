/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaKeyword;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Creates JSON Schemas (draft 2020-12) of contract types. */
final class Schemas {
  private Schemas() {}

  static JsonNode of(Class<?> type) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
                Json.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
            .without(Option.NONSTATIC_NONVOID_NONGETTER_METHODS, Option.GETTER_METHODS)
            .with(Option.INLINE_NULLABLE_SCHEMAS);
    builder
        .forFields()
        .withPropertyNameOverrideResolver(Schemas::snakeCase)
        .withNullableCheck(Schemas::isNullable)
        .withRequiredCheck(field -> !isNullable(field) && !isDefaulted(field));
    builder
        .forTypesInGeneral()
        .withTypeAttributeOverride(
            (node, scope, context) -> {
              if (scope.getType().getErasedType() == EventOptions.class && node.has("properties")) {
                node.put("additionalProperties", false);
              }
            })
        .withCustomDefinitionProvider(
            (resolved, context) -> {
              Class<?> erased = resolved.getErasedType();
              ObjectNode node = context.getGeneratorConfig().createObjectNode();
              if (erased == ContentHash.class) {
                return inline(node.put("type", "string").put("pattern", "^sha256:[0-9a-f]{64}$"));
              }
              if (erased == PageSelection.class) {
                return inline(node.put("type", "string"));
              }
              return erased == RawJson.class
                  ? new CustomDefinition(
                      context.createDefinition(context.getTypeContext().resolve(Payload.class)))
                  : null;
            });
    ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(type);
    if (type == UploadEvent.class) {
      allowJoinedLanguages(schema);
    }
    return schema;
  }

  private static CustomDefinition inline(ObjectNode node) {
    return new CustomDefinition(
        node, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
  }

  /** Senders may write {@code por+eng} instead of a list. */
  private static void allowJoinedLanguages(ObjectNode schema) {
    JsonNode found = schema.findValue("languages");
    if (found instanceof ObjectNode languages) {
      ObjectNode list = languages.deepCopy();
      languages.removeAll();
      languages
          .putArray(SchemaKeyword.TAG_ANYOF.forVersion(SchemaVersion.DRAFT_2020_12))
          .add(list)
          .add(languages.objectNode().put("type", "string"));
    }
  }

  private static String snakeCase(FieldScope field) {
    return field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The intake derives the document's id from the URI, and empty lists are omitted from payloads.
   */
  private static boolean isDefaulted(FieldScope field) {
    Class<?> owner = field.getDeclaringType().getErasedType();
    String name = field.getDeclaredName();
    return (owner == UploadEvent.class && name.equals("documentId"))
        || (owner == Result.Review.class && name.equals("pages"))
        || (owner == Payload.class && (name.equals("failedPages") || name.equals("artifacts")));
  }

  private static boolean isNullable(FieldScope field) {
    Class<?> owner = field.getDeclaringType().getErasedType();
    if (!owner.isRecord()) {
      return false;
    }
    return Arrays.stream(owner.getRecordComponents())
        .filter(c -> c.getName().equals(field.getDeclaredName()))
        .map(RecordComponent::getAnnotatedType)
        .anyMatch(t -> t.isAnnotationPresent(Nullable.class));
  }
}
