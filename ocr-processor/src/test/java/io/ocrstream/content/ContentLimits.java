/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.ChangedSettings;
import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.loader.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings for tests: nothing is allowed and times are short unless changed. Private addresses are
 * allowed, because the test servers are local.
 */
public interface ContentLimits extends ContentConfig {
  /** Maximum size of a document in tests. */
  int MAX_BYTES = 100_000;

  /** Returns settings that allow nothing. */
  static ContentLimits none() {
    return ChangedSettings.of(
        ContentLimits.class,
        SettingsLoader.of(Map.of()).content(),
        Map.of(
            "maxBytes",
            new DataSize(MAX_BYTES),
            "readTimeout",
            Duration.ofSeconds(10),
            "fetchTimeout",
            Duration.ofSeconds(30),
            "httpsPrivate",
            true));
  }

  /** Returns settings that allow files below {@code roots}. */
  static ContentLimits files(Path... roots) {
    return none().with(Map.of("fileRoots", Optional.of(List.of(roots))));
  }

  /** Returns settings that allow hosts whose certificate is signed by one in {@code caFile}. */
  static ContentLimits hosts(Path caFile, String... hosts) {
    return none().trusting(caFile).with(Map.of("httpsHosts", Optional.of(List.of(hosts))));
  }

  /** Returns settings that allow buckets of an endpoint with path-style addresses. */
  static ContentLimits buckets(String endpoint, String... buckets) {
    return bucketHosts(endpoint, buckets).with(Map.of("s3PathStyle", true));
  }

  /** Returns settings that allow buckets of an endpoint with a host name for each bucket. */
  static ContentLimits bucketHosts(String endpoint, String... buckets) {
    return none()
        .with(
            Map.of(
                "s3Buckets", Optional.of(List.of(buckets)),
                "s3Endpoint", Optional.of(endpoint),
                "s3Region", Optional.of("us-east-1")));
  }

  /** Returns a copy with other values, by the names of their methods. */
  default ContentLimits with(Map<String, Object> changes) {
    return ChangedSettings.of(ContentLimits.class, this, changes);
  }

  /** Returns a copy with other time limits. */
  default ContentLimits within(Duration read, Duration fetch) {
    return with(Map.of("readTimeout", read, "fetchTimeout", fetch));
  }

  /** Returns a copy with another size limit. */
  default ContentLimits upTo(long bytes) {
    return with(Map.of("maxBytes", new DataSize(bytes)));
  }

  /** Returns a copy that trusts further certificates. */
  default ContentLimits trusting(Path pem) {
    return with(Map.of("caFile", Optional.of(pem)));
  }

  /** Returns a copy that trusts only Java's certificates. */
  default ContentLimits trustingNobodyElse() {
    return with(Map.of("caFile", Optional.empty()));
  }

  /** Returns a copy that allows public addresses only. */
  default ContentLimits publicOnly() {
    return with(Map.of("httpsPrivate", false));
  }
}
