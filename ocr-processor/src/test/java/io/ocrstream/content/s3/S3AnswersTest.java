/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.WorkFolders;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the meaning of S3's answers about versions, checksums and errors, as AWS documents them
 * (API reference of HeadObject and GetObject, "Error responses", "Working with delete markers",
 * "Checking object integrity"). Method: a server that gives these answers literally. The real
 * servers of {@link S3VersionsCases} and {@link S3ChecksumsCases} word some of them differently.
 */
class S3AnswersTest {
  private static final byte[] BYTES = "the bytes".getBytes(StandardCharsets.UTF_8);
  private static final ContentHash HASH = ContentHash.ofBytes(BYTES);
  private static final String CHECKSUM =
      Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HASH.hex()));

  @TempDir Path workDir;
  private LiteralS3 server;
  private Content content;

  @BeforeEach
  void start() throws IOException {
    server = new LiteralS3();
    content = open(limits());
  }

  private ContentLimits limits() {
    return ContentLimits.buckets(server.endpoint(), "bucket");
  }

  private Content open(ContentLimits limits) throws IOException {
    TrustStore trust = TrustStore.load(Optional.empty());
    S3Store store =
        new S3Store(
            limits, Optional.of(S3Clients.create(limits, trust, S3ProxyServer.credentials())));
    return new ContentStores(Map.of("s3", store), WorkFolder.open(workDir), limits);
  }

  @AfterEach
  void stop() throws Exception {
    await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    content.close();
    server.close();
  }

  private static Location at(String uri) {
    return new Location(uri, null);
  }

  private void object(String key, Map<String, String> headers) {
    object(key, headers, BYTES);
  }

  private void object(String key, Map<String, String> headers, byte[] bytes) {
    server.object("bucket/" + key, headers, bytes);
  }

  private void error(String key, int status, String code, Map<String, String> headers) {
    server.error("bucket/" + key, status, code, headers);
  }

  private FailureCode fetchRefusal(String uri) {
    return ContentContractTest.problem(content.fetch(at(uri))).code();
  }

  private FailureCode inspectRefusal(String uri) {
    return ContentContractTest.problem(content.inspect(at(uri))).code();
  }

  private Inspected inspect(String uri) {
    return ContentContractTest.seen(content.inspect(at(uri)));
  }

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
    assertRefused("kms", "key that the object is encrypted with", "(KMS.DisabledException)");
    assertRefused("region", "another region (eu-west-1)", "ocr.content.s3-region");
    assertRefused("signed", "another region:", "ocr.content.s3-region");
    assertRefused("moved", "another region:", "ocr.content.s3-region");
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

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "aws-chunked, gzip"})
  void shouldReadTheDocumentWhenItIsStoredGzipped(String encoding) throws IOException {
    object("z", Map.of("ETag", "\"e\"", "Content-Encoding", encoding), gzipped(BYTES));

    assertThat(inspect("s3://bucket/z").hash()).as("not of the encoded bytes").isNull();
    try (Fetched read = ContentContractTest.fetched(content.fetch(at("s3://bucket/z")))) {
      assertThat(read.hash()).isEqualTo(HASH);
      assertThat(read.size()).isEqualTo(BYTES.length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "utf-8", "identity", "aws-chunked"})
  void shouldTakeTheBytesAsTheyAreWhenTheyAreNotEncoded(String encoding) {
    object("plain", Map.of("ETag", "\"e\"", "Content-Encoding", encoding), BYTES);

    try (Fetched read = ContentContractTest.fetched(content.fetch(at("s3://bucket/plain")))) {
      assertThat(read.hash()).isEqualTo(HASH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
  void shouldSayThatAnEncodingIsNotUndoneWhenItIsAnother(String encoding) throws IOException {
    object("other", Map.of("ETag", "\"e\"", "Content-Encoding", encoding), gzipped(BYTES));

    Problem problem = ContentContractTest.problem(content.fetch(at("s3://bucket/other")));
    assertThat(problem.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
    assertThat(problem.message()).contains("Content-Encoding");
  }

  @Test
  void shouldRefuseGzippedObjectsWhenTheyUnpackToMoreThanTheLimit() throws IOException {
    int limit = ContentLimits.MAX_BYTES;
    Map<String, String> headers = Map.of("ETag", "\"e\"", "Content-Encoding", "gzip");
    object("most", headers, gzipped(new byte[limit]));
    object("bomb", headers, gzipped(new byte[limit + 1]));

    try (Fetched read = ContentContractTest.fetched(content.fetch(at("s3://bucket/most")))) {
      assertThat(read.size()).isEqualTo(limit);
    }
    assertThat(fetchRefusal("s3://bucket/bomb")).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailForTheDocumentWhenItsGzipIsDamaged() throws IOException {
    byte[] gzip = gzipped(new byte[10_000]);
    Map<String, String> headers = Map.of("ETag", "\"e\"", "Content-Encoding", "gzip");
    object("cut", headers, Arrays.copyOf(gzip, gzip.length - 9));
    object("head", headers, Arrays.copyOf(gzip, 3));
    gzip[gzip.length / 2] ^= 0x55;
    object("changed", headers, gzip);

    for (String key : List.of("cut", "head", "changed")) {
      assertThat(fetchRefusal("s3://bucket/" + key)).as(key).isEqualTo(FailureCode.CORRUPT);
    }
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
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
