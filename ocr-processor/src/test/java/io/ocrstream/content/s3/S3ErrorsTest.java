/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.WorkFolders;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Tests the meaning of S3's errors, as AWS documents them ("Error responses"), and of answers that
 * do not end.
 */
class S3ErrorsTest extends S3AnswersBench {
  @Test
  void shouldTellWhatTheErrorMeansWhenS3HasTrouble() {
    error("busy", 503, "SlowDown", Map.of());
    error("broken", 500, "InternalError", Map.of());
    error("denied", 403, "AccessDenied", Map.of());
    error("changed", 412, "PreconditionFailed", Map.of());
    for (String key : List.of("busy", "broken")) {
      assertThat(fetchRefusal("s3://bucket/" + key)).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(inspectRefusal("s3://bucket/" + key)).isEqualTo(FailureCode.FETCH_FAILED);
    }
    assertThat(fetchRefusal("s3://bucket/denied")).isEqualTo(FailureCode.ACCESS_DENIED);
    assertThat(inspectRefusal("s3://bucket/denied")).isEqualTo(FailureCode.ACCESS_DENIED);
    assertThat(fetchRefusal("s3://bucket/changed")).isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  /** Otherwise one unreadable object would block all others of its store. */
  @Test
  void shouldTakeARefusalForTheObjectsOwnWhenItIsNoOutage() {
    error("sse-c", 400, "InvalidRequest", Map.of());
    error("kms", 400, "KMS.DisabledException", Map.of());
    error("region", 301, "PermanentRedirect", Map.of("x-amz-bucket-region", "eu-west-1"));
    error("signed", 400, "AuthorizationHeaderMalformed", Map.of());
    error("moved", 307, "TemporaryRedirect", Map.of("x-amz-bucket-region", "<b>"));
    error("unknown", 501, "NotImplemented", Map.of());
    error("conflict", 409, "OperationAborted", Map.of());

    assertRefused("sse-c", "(InvalidRequest)", "SSE-C");
    assertRefused("kms", "key that encrypts the object", "(KMS.DisabledException)");
    assertRefused("region", "another region (eu-west-1)", "ocr.content.s3-region");
    assertRefused("signed", "another region;", "ocr.content.s3-region");
    assertRefused("moved", "another region;", "ocr.content.s3-region");
    assertRefused("unknown", "status 501");
    assertRefused("conflict", "status 409");
  }

  private void assertRefused(String key, String... words) {
    Problem fetched = ContentContractTest.problem(content.fetch(at("s3://bucket/" + key)));
    assertThat(fetched.code()).as(key).isEqualTo(FailureCode.FETCH_REFUSED);
    assertThat(fetched.message()).contains(words);
    // HEAD has no body, so a second request must get the reason.
    assertThat(ContentContractTest.problem(content.inspect(at("s3://bucket/" + key))))
        .isEqualTo(fetched);
  }

  @Test
  void shouldTakeARefusalForAnOutageWhenEveryoneMightMeetIt() {
    error("late", 400, "RequestTimeout", Map.of());
    error("token", 400, "ExpiredToken", Map.of());
    error("slower", 400, "ThrottlingException", Map.of());
    error("timeout", 408, "Timeout", Map.of());
    error("many", 429, "TooManyRequests", Map.of());
    for (String key : List.of("late", "token", "slower", "timeout", "many")) {
      assertThat(fetchRefusal("s3://bucket/" + key)).as(key).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(inspectRefusal("s3://bucket/" + key)).as(key).isEqualTo(FailureCode.FETCH_FAILED);
    }
  }

  /** S3 answers HEAD as if an archived object could be read. */
  @Test
  void shouldSayThatTheObjectIsArchivedWhenItIs() {
    error("glacier", 403, "InvalidObjectState", Map.of());

    assertThat(fetchRefusal("s3://bucket/glacier")).isEqualTo(FailureCode.OBJECT_ARCHIVED);
    assertThat(inspectRefusal("s3://bucket/glacier")).isEqualTo(FailureCode.OBJECT_ARCHIVED);
  }

  @Test
  void shouldNameTheSettingWhenTheStoreHasNoHostForTheBucket() throws IOException {
    ContentLimits byHost = ContentLimits.bucketHosts("http://store.invalid:9000", "bucket");
    try (Content unknown = open(byHost)) {
      Problem problem = ContentContractTest.problem(unknown.fetch(at("s3://bucket/a")));
      assertThat(problem.code()).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(problem.message())
          .contains("ocr.content.s3-path-style=true")
          .doesNotContain("store.invalid");
    }
  }

  @Test
  void shouldAskOnceWhenS3HasTrouble() {
    AtomicInteger asked = new AtomicInteger();
    server.context(
        "/bucket/once",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    assertThat(fetchRefusal("s3://bucket/once")).isEqualTo(FailureCode.FETCH_FAILED);
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldRefuseWhenTheUriIsNotOfAnObject() {
    for (String uri :
        List.of(
            "s3://bucket",
            "s3://bucket/",
            "s3:///key",
            "s3:key",
            "s3://bucket/a?versionId=",
            "s3://bucket/a?x=1",
            "s3://bucket/a?versionId=1&x=2",
            "s3://bucket/a#b",
            "s3://bucket/%FF",
            "s3://bucket/a?partNumber=1")) {
      assertThat(fetchRefusal(uri)).as(uri).isEqualTo(FailureCode.INVALID_EVENT);
    }
    assertThat(fetchRefusal("s3://user@bucket/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(fetchRefusal("s3://bucket:80/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
  }

  @Test
  void shouldCutWhenTheStoreTricklesBeyondTheTotalTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.context(
        "/bucket/trickle",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 90_000);
            while (!over.await(5, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ContentLimits quick = limits().within(Duration.ofSeconds(10), Duration.ofMillis(700));
    try (Content cut = open(quick)) {
      assertThat(ContentContractTest.problem(cut.fetch(at("s3://bucket/trickle"))).code())
          .isEqualTo(FailureCode.FETCH_FAILED);
      await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    } finally {
      over.countDown();
    }
  }
}
