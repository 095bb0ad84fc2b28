/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.config.OutputsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks the places that documents are read from, and that uploads and outputs are stored at.
 *
 * <p><b>Threading:</b> one thread.
 */
final class LocationRules {
  private static final Pattern HOST = Pattern.compile("[^\\s/@]+");
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^\\s/@]+/?");
  private static final Pattern REGISTRY = Pattern.compile("https?://[^\\s/@]+(/[!-~&&[^?#]]*)?");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern PLACE =
      Pattern.compile("beside|file:///[!-~&&[^?#%]]+|s3://[A-Za-z0-9._-]{1,255}(/[!-~&&[^?#%]]*)?");
  private static final Pattern BELOW_BUCKET = Pattern.compile("s3://[^/]+/+[^/].*");
  private static final Pattern DOTTED = Pattern.compile(".*/\\.{1,2}(/.*)?");

  private final RuleProblems problems;

  LocationRules(RuleProblems problems) {
    this.problems = problems;
  }

  void check(Settings settings) {
    content(settings.content());
    outputs(settings.outputs());
    retention(settings);
    gateway(settings);
    problems.require(
        settings.processor().schemaRegistry().map(REGISTRY.asMatchPredicate()::test).orElse(true),
        "is not a valid URL; write http:// or https://, the host and a path if there is one,"
            + " without user and query",
        "ocr.processor.schema-registry");
  }

  private void content(ContentConfig content) {
    problems.require(
        RuleProblems.matchAll(content.httpsHosts().orElse(List.of()), HOST),
        "contains an invalid host; write host or host:port, without scheme and path",
        "ocr.content.https-hosts");
    problems.require(
        RuleProblems.matchAll(content.s3Buckets().orElse(List.of()), BUCKET),
        "contains an invalid bucket name; write the name without scheme and path",
        "ocr.content.s3-buckets");
    problems.require(
        content.s3Endpoint().map(ENDPOINT.asMatchPredicate()::test).orElse(true),
        "is not a valid endpoint; write http:// or https:// and the host, without user and path",
        "ocr.content.s3-endpoint");
  }

  private void outputs(OutputsConfig outputs) {
    String key = "ocr.outputs.location";
    String buckets = "ocr.outputs.s3-buckets";
    String roots = "ocr.outputs.file-roots";
    String place = outputs.location();
    boolean wellFormed = PLACE.matcher(place).matches() && !DOTTED.matcher(place).matches();
    problems.require(
        RuleProblems.matchAll(outputs.s3Buckets().orElse(List.of()), BUCKET),
        "contains an invalid bucket name; write the name without scheme and path",
        buckets);
    problems.require(
        wellFormed,
        "is not a valid location; write beside, file:///folder or s3://bucket/prefix, in ASCII and"
            + " without escapes, query and dotted names",
        key);
    problems.require(
        !wellFormed
            || !place.startsWith("s3:")
            || outputs.s3Buckets().orElse(List.of()).contains(place.split("/", 4)[2]),
        "is in a bucket that outputs may not be written to; add the bucket to " + buckets,
        key,
        buckets);
    problems.require(
        !wellFormed
            || !place.startsWith("file:")
            || isBelow(place, outputs.fileRoots().orElse(List.of())),
        "is outside the folders that outputs may be written to; add the folder to " + roots,
        key,
        roots);
  }

  private void retention(Settings settings) {
    Duration retention = settings.outputs().retention();
    if (retention.isZero()) {
      return;
    }
    String key = "ocr.outputs.retention";
    problems.require(
        retention.equals(Duration.ofDays(retention.toDays())),
        "is not a number of whole days, as object stores count; write it as 30d",
        key);
    String place = settings.outputs().location();
    problems.require(
        place.startsWith("file:") || BELOW_BUCKET.matcher(place).matches(),
        "needs one place for outputs and nothing else; set ocr.outputs.location to"
            + " s3://bucket/prefix or file:///folder",
        key,
        "ocr.outputs.location");
    // A late completion still writes a cache entry, as does ocr cache warm.
    double longest = 1 + settings.cache().ttlJitter();
    Duration referred =
        Duration.ofMillis(Math.round(settings.cache().ttl().toMillis() * longest))
            .plus(Topic.RECOGNISED.retention());
    problems.require(
        retention.compareTo(referred) >= 0,
        "is shorter than cache entries refer to outputs; set at least %dd, or shorten ocr.cache.ttl"
            .formatted(referred.plusDays(1).minusNanos(1).toDays()),
        key,
        "ocr.cache.ttl",
        "ocr.cache.ttl-jitter");
  }

  private void gateway(Settings settings) {
    GatewayConfig gateway = settings.gateway();
    String key = "ocr.gateway.location";
    String place = gateway.location().orElse("");
    boolean wellFormed = place.isEmpty() || isPlaceOfUploads(place);
    problems.require(
        wellFormed,
        "is not a valid location; write file:///folder or s3://bucket/prefix, in ASCII and without"
            + " escapes, query and dotted names",
        key);
    problems.require(
        !wellFormed || isReadable(place, settings.content()),
        "is a place that workers may not read; add it to ocr.content.s3-buckets or"
            + " ocr.content.file-roots",
        key,
        "ocr.content.s3-buckets",
        "ocr.content.file-roots");
  }

  private static boolean isPlaceOfUploads(String place) {
    return !place.equals("beside")
        && PLACE.matcher(place).matches()
        && !DOTTED.matcher(place).matches();
  }

  private static boolean isReadable(String place, ContentConfig content) {
    if (place.startsWith("s3:")) {
      return content.s3Buckets().orElse(List.of()).contains(place.split("/", 4)[2]);
    }
    return place.isEmpty() || isBelow(place, content.fileRoots().orElse(List.of()));
  }

  private static boolean isBelow(String place, List<Path> roots) {
    Path folder = Path.of(place.substring("file://".length()));
    return roots.stream()
        .map(root -> root.toAbsolutePath().normalize())
        .anyMatch(folder::startsWith);
  }
}
