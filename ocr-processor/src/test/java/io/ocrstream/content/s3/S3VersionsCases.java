/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static io.ocrstream.content.ContentContractTest.problem;
import static io.ocrstream.content.ContentContractTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tests versions and delete markers against a real S3 server. Comments say where this server
 * differs from S3's documentation; {@link S3AnswersTest} tests those answers.
 */
abstract class S3VersionsCases extends S3MockContent {
  @Test
  void shouldReadTheVersionNamedWhenTheObjectWasOverwritten() {
    String first = put("over.bin", bytes(10));
    String second = put("over.bin", bytes(11));
    assertThat(first).isNotEqualTo(second);
    checkRead(version("over.bin", first), bytes(10));
    checkRead(version("over.bin", second), bytes(11));
    checkRead(at("s3://versioned/over.bin"), bytes(11));
  }

  @Test
  void shouldStayWithTheVersionSeenWhenTheObjectIsOverwrittenAfterwards() {
    String first = put("later.bin", bytes(12));
    Location pinned = seen(content().inspect(at("s3://versioned/later.bin"))).location();
    assertThat(pinned).isEqualTo(version("later.bin", first));
    assertThat(pinned.isPinned()).isTrue();
    String second = put("later.bin", bytes(13));
    checkRead(pinned, bytes(12));
    assertThat(seen(content().inspect(pinned)).size()).isEqualTo(12);
    assertThat(seen(content().inspect(at("s3://versioned/later.bin"))).location())
        .isEqualTo(version("later.bin", second));
  }

  @Test
  void shouldRefuseWhenTheVersionIsNotOfTheStateThatTheEventNames() {
    String first = put("state.bin", bytes(14));
    String etag =
        client
            .headObject(request -> request.bucket(BUCKET).key("state.bin"))
            .eTag()
            .replace("\"", "");
    String second = put("state.bin", bytes(15));
    checkRead(new Location(version("state.bin", first).uri(), etag), bytes(14));
    Location torn = new Location(version("state.bin", second).uri(), etag);
    assertThat(problem(content().inspect(torn)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
    assertThat(problem(content().fetch(torn)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  /**
   * For the version that is the marker, S3 answers 405 and this server 404. The answer to a
   * deletion has the marker's version in S3, and the deleted version here.
   */
  @Test
  void shouldFindNothingWhenTheNewestVersionIsADeleteMarker() {
    String before = put("deleted.bin", bytes(16));
    client.deleteObject(request -> request.bucket(BUCKET).key("deleted.bin"));
    assertThatThrownBy(
            () -> client.headObject(request -> request.bucket(BUCKET).key("deleted.bin")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(
                      e.awsErrorDetails()
                          .sdkHttpResponse()
                          .firstMatchingHeader("x-amz-delete-marker"))
                  .contains("true");
            });
    checkMissing(at("s3://versioned/deleted.bin"));
    checkMissing(version("deleted.bin", deleteMarker("deleted.bin")));
    checkRead(version("deleted.bin", before), bytes(16));
  }

  private static String deleteMarker(String key) {
    return client
        .listObjectVersions(request -> request.bucket(BUCKET).prefix(key))
        .deleteMarkers()
        .get(0)
        .versionId();
  }

  @Test
  void shouldReadAgainWhenTheDeleteMarkerIsRemoved() {
    put("restored.bin", bytes(17));
    client.deleteObject(request -> request.bucket(BUCKET).key("restored.bin"));
    checkMissing(at("s3://versioned/restored.bin"));
    String marker = deleteMarker("restored.bin");
    client.deleteObject(request -> request.bucket(BUCKET).key("restored.bin").versionId(marker));
    checkRead(at("s3://versioned/restored.bin"), bytes(17));
  }

  /**
   * S3 answers NoSuchVersion, or 400 if the version's name is invalid; this server answers
   * NoSuchKey to both. It still returns versions that were deleted one by one, so those are not
   * tested.
   */
  @Test
  void shouldFindNothingWhenThereIsNoSuchVersion() {
    String there = put("there.bin", bytes(18));
    String other = put("other.bin", bytes(19));
    checkMissing(version("there.bin", other));
    checkMissing(version("there.bin", "8f1b1a3e-0000-4000-8000-000000000000"));
    checkMissing(version("there.bin", "no%20version"));
    checkMissing(version("never.bin", there));
    checkRead(version("there.bin", there), bytes(18));
  }

  @Test
  void shouldPinTheEtagWhenTheBucketKeepsNoVersions() {
    put("plain", "overwritten.bin", bytes(20), request -> {});
    Location pinned = seen(content().inspect(at("s3://plain/overwritten.bin"))).location();
    assertThat(pinned.uri()).isEqualTo("s3://plain/overwritten.bin");
    assertThat(pinned.etag()).isNotNull();
    checkRead(pinned, bytes(20));
    put("plain", "overwritten.bin", bytes(21), request -> {});
    assertThat(problem(content().fetch(pinned)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }
}
