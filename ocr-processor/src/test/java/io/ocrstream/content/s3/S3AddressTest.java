/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {
  private static Optional<S3Address> parse(String uri) {
    return S3Address.parse(URI.create(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/k, k",
    "s3://b/a/b/c.pdf, a/b/c.pdf",
    "s3://b//k, /k",
    "s3://b/a//k/, a//k/",
    "s3://b/a/../k, a/../k",
    "s3://b/a+b, a+b",
    "s3://b/a%2Bb, a+b",
    "s3://b/a%20b, a b",
    "s3://b/100%25, 100%",
    "s3://b/100%2525, 100%25",
    "s3://b/a%2Fb, a/b",
    "s3://b/a%3Fb%23c, a?b#c",
    "s3://b/ção, ção",
    "s3://b/%C3%A7%C3%A3o, ção",
    "s3://b/%F0%9F%93%84, \uD83D\uDCC4"
  })
  void shouldDecodeTheKeyToTheByteWhenEscaped(String uri, String key) {
    assertThat(parse(uri)).contains(new S3Address("b", key, null));
  }

  @Test
  void shouldTellComposedFromDecomposedLettersWhenDecoding() {
    assertThat(parse("s3://b/%C3%A7")).isNotEqualTo(parse("s3://b/c%CC%A7"));
    assertThat(parse("s3://b/c\u0327")).isEqualTo(parse("s3://b/c%CC%A7"));
  }

  @Test
  void shouldTakeTheBucketAsItIsWhenItIsNoHostName() {
    assertThat(parse("s3://my_bucket.v1/k")).contains(new S3Address("my_bucket.v1", "k", null));
  }

  @Test
  void shouldTakeTheVersionWhenTheQueryNamesIt() {
    assertThat(parse("s3://b/k?versionId=3%2FL4k+q")).contains(new S3Address("b", "k", "3/L4k+q"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://b",
        "s3://b/",
        "s3:///k",
        "s3:k",
        "s3://b/k?",
        "s3://b/k?versionId=",
        "s3://b/k?versionid=1",
        "s3://b/k?versionId=1&a=b",
        "s3://b/k?a=b&versionId=1",
        "s3://b/k#f",
        "s3://b/%FF",
        "s3://b/%ED%A0%80",
        "s3://b/k?versionId=%FF"
      })
  void shouldRefuseWhenItIsNotAsDescribed(String uri) {
    assertThat(parse(uri)).isEmpty();
  }

  @Test
  void shouldPinOnlyWhenTheStoreNamesAVersionThatStays() {
    S3Address address = new S3Address("b", "k", null);
    assertThat(address.pin("s3://b/k", "a/b+c")).contains("s3://b/k?versionId=a%2Fb%2Bc");
    assertThat(address.pin("s3://b/k", "null")).isEmpty();
    assertThat(address.pin("s3://b/k", null)).isEmpty();
    assertThat(new S3Address("b", "k", "v").pin("s3://b/k?versionId=v", "v"))
        .contains("s3://b/k?versionId=v");
  }
}
