/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.TextLayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Creates the OpenAPI 3.1 document of the gateway; payloads have their published schema. */
final class OpenApi {
  private static final String NO_TOKEN = "The token is missing or wrong";

  /** Statuses of responses that no failure code has, with their meaning. */
  static final Map<Integer, String> OWN_STATUSES =
      Map.of(
          401, NO_TOKEN,
          408, "The upload took too long",
          422, "The Idempotency-Key belongs to another request (`KEY_REUSED`)",
          503, "Too many requests, or the brokers or the store do not answer; see Retry-After");

  private static final int CONTENT = 200;
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String PROBLEM = "application/problem+json";

  private final ObjectNode document = Json.mapper().createObjectNode();

  private OpenApi() {}

  static JsonNode document() throws IOException {
    OpenApi api = new OpenApi();
    api.head();
    ObjectNode paths = api.document.putObject("paths");
    post(paths.putObject(Gateway.PATH).putObject("post"));
    status(paths.putObject(Gateway.PATH + "/{id}").putObject("get"));
    stats(paths.putObject(Gateway.PATH + "/stats").putObject("get"));
    self(paths.putObject(Gateway.OPENAPI_PATH).putObject("get"));
    api.components();
    return api.document;
  }

  private void head() {
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "OCR stream gateway");
    info.put("version", "1.0.0");
    info.put("description", "Reads documents: POST a file, and get its text.");
    ObjectNode license = info.putObject("license");
    license.put("name", "Apache-2.0");
    license.put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    // Without a token in the settings, none is required.
    ArrayNode security = document.putArray("security");
    security.addObject();
    security.addObject().putArray("token");
  }

  private static void post(ObjectNode operation) {
    operation.put("operationId", "read");
    operation.put("summary", "Reads a document");
    operation.put(
        "description",
        "Takes a form with one file, or a body that is the document. The fields of a form may be any"
            + " of the query parameters.");
    ArrayNode parameters = operation.putArray("parameters");
    readingParameters(parameters);
    ObjectNode key = parameter(parameters, Gateway.IDEMPOTENCY_KEY, "header");
    key.put("description", "The same key with the same document gets the same answer");
    key.putObject("schema").put("type", "string").put("maxLength", Gateway.MAX_KEY_CHARS);
    ObjectNode body = operation.putObject("requestBody").put("required", true);
    ObjectNode content = body.putObject("content");
    ObjectNode form = content.putObject("multipart/form-data").putObject("schema");
    form.put("type", "object");
    form.putObject("properties")
        .putObject("file")
        .put("contentMediaType", "application/octet-stream");
    form.putArray("required").add("file");
    content.putObject("*/*").putObject("schema");
    answers(operation.putObject("responses"), true);
  }

  private static void status(ObjectNode operation) {
    operation.put("operationId", "answer");
    operation.put("summary", "Returns the answer of a request, or its status");
    ArrayNode parameters = operation.putArray("parameters");
    ObjectNode id = parameter(parameters, "id", "path").put("required", true);
    id.put("description", "The id of the request, from its status address");
    id.putObject("schema").put("type", "string").put("pattern", "^[0-9a-f]{32}-[0-9a-f]{64}$");
    readingParameters(parameters);
    ObjectNode responses = operation.putObject("responses");
    answers(responses, false);
    problem(responses, 404, "This is not the id of a request");
  }

  private static void stats(ObjectNode operation) {
    operation.put("operationId", "statistics");
    operation.put("summary", "Returns the figures of the cache and the answers");
    ObjectNode responses = operation.putObject("responses");
    json(responses, CONTENT, "The figures", "Statistics");
    problem(responses, 401, NO_TOKEN);
  }

  private static void self(ObjectNode operation) {
    operation.put("operationId", "openapi");
    operation.put("summary", "Returns this document");
    ObjectNode ok = operation.putObject("responses").putObject("200");
    ok.put("description", "An OpenAPI 3.1 document");
    ok.putObject("content").putObject("application/json").putObject("schema").put("type", "object");
  }

  private static void readingParameters(ArrayNode parameters) {
    describe(parameters, "engine", "The engine", names(EngineName.values()));
    text(parameters, "languages", "Languages, the main one first, such as por,eng; or auto");
    text(parameters, "pages", "Pages, such as 1-3,7,9-");
    text(
        parameters,
        "outputs",
        "Outputs, separated by commas: " + String.join(", ", names(Output.values())));
    ObjectNode mode = query(parameters, "page_segmentation_mode", "Tesseract's --psm");
    ArrayNode modes = mode.putObject("schema").put("type", "integer").putArray("enum");
    OcrOptions.PAGE_SEGMENTATION_MODES.forEach(modes::add);
    describe(
        parameters, "text_layer", "The use of a document's own text", names(TextLayer.values()));
    limited(
        parameters, ReadRequest.DOCUMENT_ID, "The document's name in events; by default the id");
    limited(parameters, ReadRequest.TAG, "Any text, which the event and its answer have");
    text(
        parameters,
        ReadRequest.WAIT,
        "How long to wait for the answer, such as 500ms or 10s, up to the gateway's limit");
  }

  private static <E extends Json.Named> List<String> names(E[] values) {
    return Arrays.stream(values).map(Json.Named::jsonName).toList();
  }

  private static ObjectNode parameter(ArrayNode parameters, String name, String in) {
    return parameters.addObject().put("name", name).put("in", in);
  }

  private static ObjectNode query(ArrayNode parameters, String name, String description) {
    return parameter(parameters, name, "query").put("description", description);
  }

  private static void text(ArrayNode parameters, String name, String description) {
    query(parameters, name, description).putObject("schema").put("type", "string");
  }

  private static void limited(ArrayNode parameters, String name, String description) {
    query(parameters, name, description)
        .putObject("schema")
        .put("type", "string")
        .put("maxLength", ReadRequest.MAX_TEXT_CHARS);
  }

  private static void describe(
      ArrayNode parameters, String name, String description, List<String> values) {
    ObjectNode schema = query(parameters, name, description).putObject("schema");
    ArrayNode list = schema.put("type", "string").putArray("enum");
    values.forEach(list::add);
  }

  private static void answers(ObjectNode responses, boolean isUpload) {
    ObjectNode ok = json(responses, CONTENT, "The document's reading", "Payload");
    ObjectNode headers = ok.putObject("headers");
    header(headers, Responses.EVENT_ID, "Id of the event");
    header(headers, Responses.SOURCE, "cache, ocr or coalesced");
    header(headers, Responses.CONTENT_HASH, "SHA-256 of the document");
    header(headers, Responses.NEEDS_REVIEW, "Why a person should check the reading");
    ObjectNode accepted = json(responses, 202, "The answer is not there yet", "Pending");
    header(accepted.putObject("headers"), "Location", "The status address");
    Map<Integer, List<String>> codes = new TreeMap<>();
    for (FailureCode code : FailureCode.values()) {
      codes.computeIfAbsent(FailureStatus.of(code), status -> new ArrayList<>()).add(code.name());
    }
    codes.forEach(
        (status, list) -> problem(responses, status, "Failures: " + String.join(", ", list)));
    new TreeMap<>(OWN_STATUSES)
        .forEach(
            (status, meaning) -> {
              if (isUpload || status == 401 || status == 503) {
                List<String> also = codes.getOrDefault(status, List.of());
                String more = also.isEmpty() ? "" : ". Failures: " + String.join(", ", also);
                problem(responses, status, meaning + more);
              }
            });
  }

  private static ObjectNode json(
      ObjectNode responses, int status, String description, String schema) {
    ObjectNode response = responses.putObject(Integer.toString(status));
    response.put("description", description);
    ref(response.putObject("content").putObject("application/json").putObject("schema"), schema);
    return response;
  }

  private static void problem(ObjectNode responses, int status, String description) {
    ObjectNode response = responses.putObject(Integer.toString(status));
    response.put("description", description);
    // The filter of requests answers 401 as text.
    if (status != 401) {
      ref(response.putObject("content").putObject(PROBLEM).putObject("schema"), "Problem");
    }
  }

  private static void header(ObjectNode headers, String name, String description) {
    ObjectNode header = headers.putObject(name).put("description", description);
    header.putObject("schema").put("type", "string");
  }

  private static void ref(ObjectNode node, String schema) {
    node.put("$ref", SCHEMAS + schema);
  }

  private void components() throws IOException {
    ObjectNode components = document.putObject("components");
    ObjectNode schemas = components.putObject("schemas");
    ObjectNode payload = payload();
    payload.remove("$defs").properties().forEach(e -> schemas.set(e.getKey(), e.getValue()));
    payload.remove("$schema");
    schemas.set("Payload", payload);
    object(schemas, "Pending", "status", "string", "event_id", "string", "location", "string");
    ObjectNode problem =
        object(
            schemas,
            "Problem",
            "status",
            "integer",
            "title",
            "string",
            "detail",
            "string",
            "code",
            "string",
            "retryable",
            "boolean");
    ((ObjectNode) problem.path("properties")).putObject("event_id").put("type", "string");
    object(schemas, "Statistics", "service", "string", "cache", "object", "hit_ratio", "number");
    ObjectNode token = components.putObject("securitySchemes").putObject("token");
    token.put("type", "http").put("scheme", "bearer");
  }

  private static ObjectNode object(ObjectNode schemas, String name, String... fields) {
    ObjectNode schema = schemas.putObject(name).put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (int i = 0; i < fields.length; i += 2) {
      properties.putObject(fields[i]).put("type", fields[i + 1]);
      required.add(fields[i]);
    }
    return schema;
  }

  /** Returns the published schema of payloads, with its references moved to the components. */
  static ObjectNode payload() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Payload.class.getResourceAsStream("/schema/payload.schema.json"), "schema")) {
      String schema = Json.mapper().readTree(in).toString();
      return (ObjectNode) Json.mapper().readTree(schema.replace("#/$defs/", SCHEMAS));
    }
  }
}
