/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.Json;
import io.ocrstream.intake.Entry;
import io.ocrstream.intake.EventParser;
import io.ocrstream.intake.Intake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates hostile events and the intake of a processor with default limits. */
final class HostileEvents {
  private static final ProcessorConfig LIMITS = SettingsLoader.of(Map.of()).processor();
  private static final EventParser PARSER =
      new EventParser(
          (int) LIMITS.maxEventBytes().bytes(),
          LIMITS.maxEventsPerRecord(),
          LIMITS.plainKeySources());

  private final Function<String, String> heard;

  /**
   * Creates an instance.
   *
   * @param heard receives every message
   */
  HostileEvents(Function<String, String> heard) {
    this.heard = heard;
  }

  /** Returns the inputs with the code that answers them. */
  Map<String, Supplier<String>> all() {
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    String uri = "\"event_id\":\"e\",\"uri\":\"file:///zqx\"";
    all.put("no value (a tombstone)", () -> answer(null, null));
    all.put("no bytes", () -> answer("", null));
    all.put("exactly the limit of bytes", () -> answer(padded(uri, 0), null));
    all.put("one byte over the limit", () -> answer(padded(uri, 1), null));
    all.put("nested 100,000 deep", () -> answer("[".repeat(100_000), null));
    all.put("nested one deeper than the limit", () -> answer(own(uri, nested(32)), null));
    all.put("bytes that are not UTF-8", () -> outcome(new byte[] {'{', (byte) 0xFF, '}'}, null));
    all.put(
        "half of a surrogate pair, escaped", () -> answer(own(uri, "\"tag\":\"\\ud800\""), null));
    all.put("a field named twice", () -> answer(own(uri, "\"uri\":\"file:///b\""), null));
    all.put(
        "a number of 100,000 digits",
        () -> answer(own(uri, "\"size\":" + "9".repeat(100_000)), null));
    all.put("a size of 1e60", () -> answer(own(uri, "\"size\":1e60"), null));
    all.put("a negative size", () -> answer(own(uri, "\"size\":-1"), null));
    all.put("options that are a string", () -> answer(own(uri, "\"options\":\"zqx\""), null));
    all.put("an unknown option", () -> answer(own(uri, "\"options\":{\"zqx%s\":1}"), null));
    all.put("a deadline that is an object", () -> answer(own(uri, "\"deadline\":{}"), null));
    all.put(
        "a language that is a path",
        () -> answer(own(uri, "\"options\":{\"languages\":\"../zqx\"}"), null));
    all.put(
        "an id that is null", () -> answer("{\"event_id\":null,\"uri\":\"file:///zqx\"}", null));
    all.put(
        "an id with a line break",
        () -> answer("{\"event_id\":\"a\\nb\",\"uri\":\"file:///zqx\"}", null));
    all.put("a URI that is null", () -> answer("{\"event_id\":\"e\",\"uri\":null}", null));
    all.put("an array of events", () -> answer("[" + own(uri, "\"size\":1") + "]", null));
    all.put("two JSON values", () -> answer("{" + uri + "}{" + uri + "}", null));
    all.put("an object in no known format", () -> answer("{\"zqx\":1}", null));
    all.put("a CloudEvent of version 9.9", () -> answer(cloud("9.9", "{" + uri + "}"), null));
    all.put("a CloudEvent in 10 CloudEvents", () -> answer(wrapped("{" + uri + "}"), null));
    all.put("1,001 records in a notification", () -> answer(records(1_001), null));
    all.put(
        "an S3 key with a broken escape",
        () -> answer(records(1).replace("key\"}", "%zz\"}"), null));
    all.put(
        "a CloudEvent header that is not UTF-8",
        () -> answer("{" + uri + "}", new byte[] {(byte) 0xFF}));
    all.put("a CloudEvent header of a mebibyte", () -> answer("{" + uri + "}", new byte[1 << 20]));
    return all;
  }

  private static String padded(String fields, int over) {
    String event = "{" + fields + "}";
    return event + " ".repeat((int) LIMITS.maxEventBytes().bytes() - event.length() + over);
  }

  private static String own(String fields, String more) {
    return "{" + fields + "," + more + "}";
  }

  private static String nested(int depth) {
    return "\"zqx\":" + "[".repeat(depth) + "]".repeat(depth);
  }

  private static String cloud(String version, String data) {
    return "{\"specversion\":\""
        + version
        + "\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":"
        + data
        + "}";
  }

  private static String wrapped(String event) {
    String wrapped = event;
    for (int i = 0; i < 10; i++) {
      wrapped = cloud("1.0", wrapped);
    }
    return wrapped;
  }

  private static String records(int count) {
    String record =
        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"zqx\"},\"object\":{\"key\":\"key\"}}}";
    return "{\"Records\":[" + record + ("," + record).repeat(count - 1) + "]}";
  }

  private String answer(@Nullable String json, byte @Nullable [] header) {
    return outcome(json == null ? null : json.getBytes(UTF_8), header);
  }

  /**
   * Returns the outcome of a record whose header {@code ce_specversion} is 1.0, with or without the
   * given other headers.
   */
  private String outcome(byte @Nullable [] value, byte @Nullable [] header) {
    Intake intake =
        PARSER.parse(
            value,
            name ->
                header != null && "ce_specversion".equals(name) ? "1.0".getBytes(UTF_8) : header);
    return intake.fold(
        events -> events.entries().stream().map(this::of).distinct().reduce("", String::concat),
        ignored -> heard.apply(ignored.reason()),
        rejected -> {
          var unused = heard.apply(rejected.reason().message());
          return rejected.reason().label();
        });
  }

  private String of(Entry entry) {
    return entry.fold(
        accepted -> Json.write(accepted.event()).length == 0 ? "" : "accepted",
        refused -> {
          var unused = heard.apply(refused.problem().message());
          return refused.problem().code().name();
        });
  }
}
