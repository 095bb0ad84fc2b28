/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.DataSize;
import io.ocrstream.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of tests: nothing is allowed, and times are short, until said otherwise. Hosts may be
 * this machine, where the tests' servers are.
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
    implements Settings.Content {

  /** Largest document of the tests. */
  public static final int MAX_BYTES = 100_000;

  private static final Duration READ = Duration.ofSeconds(10);
  private static final Duration FETCH = Duration.ofSeconds(30);

  /** Nothing allowed. */
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

  /** Files below {@code roots}. */
  public static ContentLimits files(Path... roots) {
    return none().with(Optional.of(List.of(roots)), Optional.empty(), Optional.empty());
  }

  /** Hosts, with a certificate to trust. */
  public static ContentLimits hosts(Path caFile, String... hosts) {
    return none().with(Optional.empty(), Optional.of(List.of(hosts)), Optional.of(caFile));
  }

  /** Buckets of an endpoint that is addressed by path. */
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

  /** Buckets of an endpoint that has a host name for each. */
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

  /** The same with other times. */
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

  /** The same with another limit of bytes. */
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

  /** The same with certificates to trust. */
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

  /** The same with Java's own trust alone. */
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

  /** The same with hosts of the Internet only. */
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
