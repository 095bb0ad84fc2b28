/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests objects that are stored compressed. */
class S3EncodingTest extends S3AnswersBench {
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
}
