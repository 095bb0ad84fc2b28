/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests the meaning of S3's answers about versions and checksums, as AWS documents them (API
 * reference of HeadObject and GetObject, "Working with delete markers", "Checking object
 * integrity"). Method: a server that gives these answers literally. The real servers of {@link
 * S3VersionsCases} and {@link S3ChecksumsCases} word some of them differently.
 */
class S3AnswersTest extends S3AnswersBench {
  @Test
  void shouldPinTheVersionWhenTheBucketKeepsVersions() {
    object("v", Map.of("ETag", "\"e\"", "x-amz-version-id", "3/L4kqtJlcpXrof3vjVBH40Nr8X8gdRQ"));
    String pinned = "s3://bucket/v?versionId=3%2FL4kqtJlcpXrof3vjVBH40Nr8X8gdRQ";
    assertThat(inspect("s3://bucket/v").location()).isEqualTo(at(pinned));
    assertThat(inspect(pinned).location()).isEqualTo(at(pinned));
    assertThat(at(pinned).isPinned()).isTrue();
    try (Fetched read = ContentContractTest.fetched(content.fetch(at("s3://bucket/v")))) {
      assertThat(read.location()).isEqualTo(at(pinned));
      assertThat(read.hash()).isEqualTo(HASH);
    }
    assertThat(server.queries())
        .containsExactly("null", "versionId=3%2FL4kqtJlcpXrof3vjVBH40Nr8X8gdRQ", "null");
  }

  @Test
  void shouldPinTheEtagWhenTheVersionIsTheNullVersion() {
    object("n", Map.of("ETag", "\"e\"", "x-amz-version-id", "null"));
    assertThat(inspect("s3://bucket/n").location()).isEqualTo(new Location("s3://bucket/n", "e"));
  }

  @Test
  void shouldTakeTheHashWhenTheStoreHasOneOfTheFullObject() {
    object(
        "full",
        Map.of(
            "ETag",
            "\"e\"",
            "x-amz-checksum-sha256",
            CHECKSUM,
            "x-amz-checksum-type",
            "FULL_OBJECT"));
    object("untyped", Map.of("ETag", "\"e\"", "x-amz-checksum-sha256", CHECKSUM));
    assertThat(inspect("s3://bucket/full").hash()).isEqualTo(HASH);
    assertThat(inspect("s3://bucket/untyped").hash()).isEqualTo(HASH);
    try (Fetched read = ContentContractTest.fetched(content.fetch(at("s3://bucket/full")))) {
      assertThat(read.hash()).isEqualTo(HASH);
    }
  }

  @Test
  void shouldTakeNoHashWhenTheChecksumIsOfPartsOrNone() {
    object("parts", Map.of("ETag", "\"e-2\"", "x-amz-checksum-sha256", CHECKSUM + "-2"));
    object(
        "composite",
        Map.of(
            "ETag",
            "\"e\"",
            "x-amz-checksum-sha256",
            CHECKSUM,
            "x-amz-checksum-type",
            "COMPOSITE"));
    object("crc", Map.of("ETag", "\"e\"", "x-amz-checksum-crc32", "AAAAAA=="));
    object("broken", Map.of("ETag", "\"e\"", "x-amz-checksum-sha256", "???"));
    object("short", Map.of("ETag", "\"e\"", "x-amz-checksum-sha256", "AAAA"));
    for (String key : List.of("parts", "composite", "crc", "broken", "short")) {
      assertThat(inspect("s3://bucket/" + key).hash()).as(key).isNull();
    }
  }

  @Test
  void shouldFailWhenTheBytesAreNotThoseOfTheStoresChecksum() {
    object(
        "damaged",
        Map.of(
            "ETag",
            "\"e\"",
            "x-amz-checksum-type",
            "FULL_OBJECT",
            "x-amz-checksum-sha256",
            Base64.getEncoder().encodeToString(new byte[32])));
    assertThat(fetchRefusal("s3://bucket/damaged")).isEqualTo(FailureCode.FETCH_FAILED);
  }

  @Test
  void shouldFindNothingWhenTheVersionIsGoneOrADeleteMarker() {
    error("gone", 404, "NoSuchVersion", Map.of());
    error("odd", 400, "InvalidArgument", Map.of());
    error("deleted", 405, "MethodNotAllowed", Map.of("x-amz-delete-marker", "true"));
    error("newest", 404, "NoSuchKey", Map.of("x-amz-delete-marker", "true"));
    assertThat(fetchRefusal("s3://bucket/gone?versionId=a")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(inspectRefusal("s3://bucket/gone?versionId=a")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(fetchRefusal("s3://bucket/odd?versionId=a")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(fetchRefusal("s3://bucket/deleted?versionId=a")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(inspectRefusal("s3://bucket/deleted?versionId=a")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(fetchRefusal("s3://bucket/newest")).isEqualTo(FailureCode.NOT_FOUND);
  }
}
