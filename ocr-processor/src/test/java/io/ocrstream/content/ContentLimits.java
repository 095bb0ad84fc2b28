/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings for tests: nothing is allowed and times are short unless changed. Private addresses are
 * allowed, because the test servers are local.
 */
public record ContentLimits(
    DataSize maxBytes,
    Duration connectTimeout,
    Duration readTimeout,
    Duration fetchTimeout,
    Optional<List<Path>> fileRoots,
    Optional<List<String>> httpsHosts,
    boolean httpsPrivate,
    Optional<List<String>> s3Buckets,
    Optional<String> s3Endpoint,
    Optional<String> s3Region,
    boolean s3PathStyle,
    Optional<Path> caFile)
    implements ContentConfig {

  /** Maximum size of a document in tests. */
  public static final int MAX_BYTES = 100_000;

  private static final Duration READ = Duration.ofSeconds(10);
  private static final Duration FETCH = Duration.ofSeconds(30);

  /** Returns settings that allow nothing. */
  public static ContentLimits none() {
    return new ContentLimits(
        new DataSize(MAX_BYTES),
        Duration.ofSeconds(5),
        READ,
        FETCH,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Returns settings that allow files below {@code roots}. */
  public static ContentLimits files(Path... roots) {
    return none().with(Optional.of(List.of(roots)), Optional.empty(), Optional.empty());
  }

  /** Returns settings that allow hosts whose certificate is signed by one in {@code caFile}. */
  public static ContentLimits hosts(Path caFile, String... hosts) {
    return none().with(Optional.empty(), Optional.of(List.of(hosts)), Optional.of(caFile));
  }

  /** Returns settings that allow buckets of an endpoint with path-style addresses. */
  public static ContentLimits buckets(String endpoint, String... buckets) {
    ContentLimits none = none();
    return new ContentLimits(
        none.maxBytes,
        none.connectTimeout,
        none.readTimeout,
        none.fetchTimeout,
        none.fileRoots,
        none.httpsHosts,
        none.httpsPrivate,
        Optional.of(List.of(buckets)),
        Optional.of(endpoint),
        Optional.of("us-east-1"),
        true,
        none.caFile);
  }

  /** Returns settings that allow buckets of an endpoint with a host name for each bucket. */
  public static ContentLimits bucketHosts(String endpoint, String... buckets) {
    ContentLimits paths = buckets(endpoint, buckets);
    return new ContentLimits(
        paths.maxBytes,
        paths.connectTimeout,
        paths.readTimeout,
        paths.fetchTimeout,
        paths.fileRoots,
        paths.httpsHosts,
        paths.httpsPrivate,
        paths.s3Buckets,
        paths.s3Endpoint,
        paths.s3Region,
        false,
        paths.caFile);
  }

  private ContentLimits with(
      Optional<List<Path>> roots, Optional<List<String>> hosts, Optional<Path> ca) {
    return new ContentLimits(
        maxBytes,
        connectTimeout,
        readTimeout,
        fetchTimeout,
        roots,
        hosts,
        httpsPrivate,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        ca);
  }

  /** Returns a copy with other time limits. */
  public ContentLimits within(Duration read, Duration fetch) {
    return new ContentLimits(
        maxBytes,
        connectTimeout,
        read,
        fetch,
        fileRoots,
        httpsHosts,
        httpsPrivate,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        caFile);
  }

  /** Returns a copy with another size limit. */
  public ContentLimits upTo(long bytes) {
    return new ContentLimits(
        new DataSize(bytes),
        connectTimeout,
        readTimeout,
        fetchTimeout,
        fileRoots,
        httpsHosts,
        httpsPrivate,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        caFile);
  }

  /** Returns a copy that trusts further certificates. */
  public ContentLimits trusting(Path pem) {
    return new ContentLimits(
        maxBytes,
        connectTimeout,
        readTimeout,
        fetchTimeout,
        fileRoots,
        httpsHosts,
        httpsPrivate,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        Optional.of(pem));
  }

  /** Returns a copy that trusts only Java's certificates. */
  public ContentLimits trustingNobodyElse() {
    return new ContentLimits(
        maxBytes,
        connectTimeout,
        readTimeout,
        fetchTimeout,
        fileRoots,
        httpsHosts,
        httpsPrivate,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        Optional.empty());
  }

  /** Returns a copy that allows public addresses only. */
  public ContentLimits publicOnly() {
    return new ContentLimits(
        maxBytes,
        connectTimeout,
        readTimeout,
        fetchTimeout,
        fileRoots,
        httpsHosts,
        false,
        s3Buckets,
        s3Endpoint,
        s3Region,
        s3PathStyle,
        caFile);
  }
}
