/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.RawJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownRequestsTest {
  private static GatewayResponse response(int bytes, boolean isFinal) {
    return new GatewayResponse(
        GatewayResponse.Outcome.RESULT,
        200,
        Map.of(),
        "text/plain",
        RawJson.of(new byte[bytes]),
        isFinal);
  }

  private static void answer(KnownRequests requests, String id, GatewayResponse response) {
    KnownRequests.Known opened = requests.join(id);
    assertThat(opened.isNew()).isTrue();
    requests.end(id, response);
    assertThat(opened.answer()).isCompletedWithValue(response);
  }

  @Test
  void shouldJoinARequestUntilItsAnswerIsForgotten() {
    KnownRequests requests = new KnownRequests(100);
    KnownRequests.Known first = requests.join("a");
    KnownRequests.Known second = requests.join("a");
    GatewayResponse response = response(10, true);
    requests.end("a", response);

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.answer()).isCompletedWithValue(response);
    assertThat(requests.join("a").answer()).isCompletedWithValue(response);
    assertThat(requests.join("a").acknowledged()).isCompletedWithValue(true);
    answer(requests, "b", response(10, false));
    assertThat(requests.join("b").isNew()).as("not final").isTrue();
  }

  @Test
  void shouldForgetTheAnswerUsedLongestAgoAboveTheLimitOfBytes() {
    KnownRequests requests = new KnownRequests(100);
    answer(requests, "a", response(50, true));
    answer(requests, "b", response(50, true));
    assertThat(requests.join("a").isNew()).as("at the limit").isFalse();
    answer(requests, "c", response(1, true));

    assertThat(requests.join("a").isNew()).isFalse();
    assertThat(requests.join("b").isNew()).as("one byte above").isTrue();
    answer(requests, "large", response(101, true));
    assertThat(requests.join("large").isNew()).isTrue();
  }

  @Test
  void shouldForgetTheAnswerUsedLongestAgoAboveTheirNumber() {
    KnownRequests requests = new KnownRequests(100);
    for (int i = 0; i < KnownRequests.MAX_ANSWERS; i++) {
      answer(requests, "id-" + i, response(0, true));
    }
    assertThat(requests.join("id-0").isNew()).isFalse();
    answer(requests, "one more", response(0, true));

    assertThat(requests.join("id-0").isNew()).isFalse();
    assertThat(requests.join("id-1").isNew()).isTrue();
  }

  @Test
  void shouldKeepAKeyForItsRequestUntilTooManyCameAfterIt() {
    KnownRequests requests = new KnownRequests(100);
    assertThat(requests.claim("key", "a")).isTrue();
    assertThat(requests.claim("key", "a")).isTrue();
    assertThat(requests.claim("key", "b")).isFalse();
    for (int i = 1; i < KnownRequests.MAX_KEYS; i++) {
      requests.claim("key-" + i, "x");
    }
    assertThat(requests.claim("key", "b")).as("at the limit").isFalse();
    for (int i = 0; i < KnownRequests.MAX_KEYS; i++) {
      requests.claim("other-" + i, "x");
    }
    assertThat(requests.claim("key", "b")).isTrue();
  }
}
