/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for the locations of documents. */
public interface ContentConfig {
  @Doc("Largest document.")
  @Default("100MiB")
  @Range(min = "1B", max = "2GiB")
  DataSize maxBytes();

  @Doc("Timeout of connecting to an object store.")
  @Default("5s")
  @Range(min = "10ms", max = "5m")
  Duration connectTimeout();

  @Doc("Read timeout: how long an object store may send no data.")
  @Default("20s")
  @Range(min = "10ms", max = "10m")
  Duration readTimeout();

  @Doc("Timeout of fetching one document, in total.")
  @Default("2m")
  @Range(min = "100ms", max = "1h")
  Duration fetchTimeout();

  @Doc("Folders that `file:` URIs may refer to; none by default.")
  Optional<List<Path>> fileRoots();

  @Doc("Hosts that `https:` URIs may refer to, with `:port` unless it is 443; none by default.")
  Optional<List<String>> httpsHosts();

  @Doc(
      "Whether those hosts may resolve to addresses of this machine or of a private"
          + " network. Link-local addresses, where clouds serve their metadata, are always"
          + " rejected.")
  @Default("false")
  boolean httpsPrivate();

  @Doc("Buckets that `s3:` URIs may refer to; none by default.")
  Optional<List<String>> s3Buckets();

  @Doc("S3 endpoint; AWS by default.")
  Optional<String> s3Endpoint();

  @Doc("S3 region; from the AWS default provider chain by default.")
  Optional<String> s3Region();

  @Doc("Whether S3 requests use path-style addressing, as MinIO requires.")
  @Default("false")
  boolean s3PathStyle();

  @Doc(
      "PEM file of certificates to trust in addition to Java's own, for `https:` hosts"
          + " and the S3 endpoint.")
  Optional<Path> caFile();
}
