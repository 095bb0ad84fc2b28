/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.FailureCodec;
import io.ocrstream.cache.redis.PageCodecTest;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what every {@link ResultCache} must do. Runs for the fake and for the real one. */
public abstract class ResultCacheContractTest {
  public static final Duration RECOVERY = Duration.ofMinutes(1);

  /**
   * JSON with unusual but valid spacing and escapes, so that parsing and rewriting would be
   * visible.
   */
  public static final String PAYLOAD =
      "{ \"text\":\"Caf\\u00e9 – straße\\f\",\"confidence\":0.90,\"process_time\":2.40e0,"
          + "\"word_count\":2,\"timestamp\":1767225600,\"status\":\"complete\", \"engine\":{},"
          + "\"pages\":[ {\"number\":1} ],\"later_field\":[{}]}";

  public static final String FINGERPRINT = "0123456789abcdef";
  public static final Location LOCATION = new Location("s3://bucket/key?versionId=7", "tag");

  protected abstract ResultCache cache();

  protected abstract PageCache pages();

  protected abstract void storeRaw(String key, byte[] value);

  /** Makes the cache unreachable. */
  protected abstract void goDown();

  /** Makes the cache reachable again, possibly empty. */
  protected abstract void comeBack();

  public static ContentKey key(String name) {
    return new ContentKey(ContentHash.ofBytes(name.getBytes(UTF_8)), FINGERPRINT);
  }

  public static RawJson payload(String json) {
    return RawJson.of(json.getBytes(UTF_8));
  }

  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(RECOVERY.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no future completes exceptionally, or late", e);
    }
  }

  @Test
  void shouldMissWhenNothingWasPut() {
    assertThat(get(cache().find(key("nothing")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache().locate(LOCATION))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldFindTheVeryBytesWhenTheyWerePut() {
    assertThat(get(cache().put(key("a"), payload(PAYLOAD)))).isEqualTo(Stored.STORED);

    byte[] found = get(cache().find(key("a"))).fold(RawJson::utf8, () -> null, () -> null);
    assertThat(found).isEqualTo(PAYLOAD.getBytes(UTF_8));
    assertThat(get(cache().find(key("b")))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldFindTheLastOneWhenPutTwice() {
    String second = PAYLOAD.replace("Caf", "Tea");
    get(cache().put(key("a"), payload(PAYLOAD)));
    get(cache().put(key("a"), payload(second)));

    assertThat(get(cache().find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(second)));
  }

  @Test
  void shouldFindEachInItsPlaceWhenAskedTogether() {
    get(cache().put(key("a"), payload(PAYLOAD)));
    storeRaw(key("foreign").cacheKey(), "{}".getBytes(UTF_8));

    List<CacheLookup<Outcome<RawJson>>> found =
        cache().recallAll(List.of(key("none"), key("a"), key("foreign"), key("a"))).stream()
            .map(ResultCacheContractTest::get)
            .toList();

    CacheLookup<Outcome<RawJson>> hit = new CacheLookup.Hit<>(Outcome.of(payload(PAYLOAD)));
    CacheLookup<Outcome<RawJson>> miss = new CacheLookup.Miss<>();
    assertThat(found).containsExactly(miss, hit, miss, hit);
    assertThat(cache().recallAll(List.of())).isEmpty();
  }

  @Test
  void shouldRecallWhyThereIsNoPayload() {
    Problem corrupt = new Problem(FailureCode.CORRUPT, "The PDF cannot be parsed. é", 2);
    assertThat(get(cache().putFailure(key("a"), corrupt))).isEqualTo(Stored.STORED);

    assertThat(get(cache().recall(key("a"))))
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.failed(corrupt)));
    assertThat(get(cache().find(key("a")))).as("of payloads").isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldNeverKeepAFailureInThePlaceOfAPayload() {
    Problem corrupt = Problem.of(FailureCode.CORRUPT, "no");
    get(cache().putFailure(key("a"), corrupt));
    get(cache().put(key("a"), payload(PAYLOAD)));

    assertThat(get(cache().putFailure(key("a"), corrupt))).isEqualTo(Stored.REFUSED);
    assertThat(get(cache().find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void shouldKeepOnlyWhatFollowsFromTheBytes(FailureCode code) {
    boolean kept =
        EnumSet.of(
                FailureCode.EMPTY,
                FailureCode.CORRUPT,
                FailureCode.ENCRYPTED,
                FailureCode.UNSUPPORTED_TYPE,
                FailureCode.NO_SUCH_PAGE,
                FailureCode.CRASHES_ENGINE)
            .contains(code);
    assertThat(get(cache().putFailure(key("a"), Problem.of(code, "no"))))
        .isEqualTo(kept ? Stored.STORED : Stored.REFUSED);
    assertThat(get(cache().recall(key("a"))).fold(k -> true, () -> false, () -> false))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"failure\":{\"code\":\"CORRUPT\",\"message\":\"no\",\"attempts\":1}",
        "{\"failure\":{\"code\":\"FETCH_FAILED\",\"message\":\"no\",\"attempts\":1}}",
        "{\"failure\":{\"code\":\"UNHEARD_OF\",\"message\":\"no\",\"attempts\":1}}",
        "{\"failure\":{\"code\":\"CORRUPT\",\"message\":\"no\",\"attempts\":0}}",
        "{\"failure\":{\"code\":\"CORRUPT\",\"attempts\":1}}",
        "{\"failure\":{\"message\":\"no\",\"attempts\":1}}",
        "{\"failure\":{\"code\":null,\"message\":\"no\",\"attempts\":1}}",
        "{\"failure\":null}",
        "{\"failure\":[]}",
        "{\"failure\":{}}{}",
      })
  void shouldMissWhenWhatIsMeantToBeAFailureIsNone(String value) {
    storeRaw(key("a").cacheKey(), value.getBytes(UTF_8));
    assertThat(get(cache().recall(key("a")))).isEqualTo(new CacheLookup.Miss<>());
  }

  @ParameterizedTest
  @CsvSource({"0, STORED", "1, REFUSED"})
  void shouldKeepFailuresUpToTheirLimit(int more, Stored expected) {
    int frame = FailureCodec.write(Problem.of(FailureCode.CORRUPT, "")).orElseThrow().length;
    String message = "x".repeat(FailureCodec.MAX_BYTES - frame + more);
    assertThat(get(cache().putFailure(key("a"), Problem.of(FailureCode.CORRUPT, message))))
        .isEqualTo(expected);

    String value = "{\"failure\":{\"code\":\"CORRUPT\",\"message\":\"%s\",\"attempts\":1}}";
    storeRaw(key("b").cacheKey(), value.formatted(message).getBytes(UTF_8));
    assertThat(get(cache().recall(key("b"))).fold(k -> true, () -> false, () -> false))
        .isEqualTo(more == 0);
  }

  @Test
  void shouldLocateWhenRemembered() {
    ContentHash hash = ContentHash.ofBytes(new byte[] {1});
    assertThat(get(cache().remember(LOCATION, hash))).isEqualTo(Stored.STORED);

    assertThat(get(cache().locate(LOCATION))).isEqualTo(new CacheLookup.Hit<>(hash));
    Location otherTag = new Location(LOCATION.uri(), "other");
    assertThat(get(cache().locate(otherTag))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldFindAPageAsItWasPutWhateverReadIt() {
    PageKey key = new PageKey("0a".repeat(32), FINGERPRINT, null);
    Page page = PageCodecTest.page("Café – straße 😀");
    assertThat(get(pages().find(key))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(pages().put(key, page))).isEqualTo(Stored.STORED);

    assertThat(get(pages().find(key))).isEqualTo(new CacheLookup.Hit<>(page));
    PageKey otherEngine = new PageKey(key.digest(), FINGERPRINT.replace('0', 'f'), null);
    assertThat(get(pages().find(otherEngine))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldNotKeepAPageThatWasNotRead() {
    PageKey key = new PageKey("0b".repeat(32), FINGERPRINT, null);

    assertThat(get(pages().put(key, Page.failed(3, FailureCode.CORRUPT))))
        .isEqualTo(Stored.REFUSED);
    assertThat(get(pages().find(key))).isEqualTo(new CacheLookup.Miss<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "no page", "x\u009c"})
  void shouldMissWhenTheValueIsNoPage(String value) {
    PageKey key = new PageKey("0c".repeat(32), FINGERPRINT, null);
    storeRaw(key.cacheKey(), value.getBytes(UTF_8));
    assertThat(get(pages().find(key))).isEqualTo(new CacheLookup.Miss<>());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "null", "not json", "{\"text\":\"half", "[]", "{\"text\":\"a\"}"})
  void shouldMissWhenValueIsNoPayload(String value) {
    storeRaw(key("foreign").cacheKey(), value.getBytes(UTF_8));
    assertThat(get(cache().find(key("foreign")))).isEqualTo(new CacheLookup.Miss<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:ABC", "md5:0", "{}"})
  void shouldMissWhenLocationValueIsNoHash(String value) {
    storeRaw(LOCATION.cacheKey(), value.getBytes(UTF_8));
    assertThat(get(cache().locate(LOCATION))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldAnswerOutageWhenDownAndFindAgainWhenBack() {
    get(cache().put(key("a"), payload(PAYLOAD)));
    goDown();

    assertThat(
            List.of(
                get(cache().find(key("a"))),
                get(cache().find(key("a"))),
                get(cache().recallAll(List.of(key("b"), key("a"))).get(1)),
                get(cache().locate(LOCATION))))
        .containsOnly(new CacheLookup.Outage<>());
    assertThat(get(cache().put(key("a"), payload(PAYLOAD)))).isEqualTo(Stored.OUTAGE);
    assertThat(get(cache().remember(LOCATION, ContentHash.ofBytes(new byte[0]))))
        .isEqualTo(Stored.OUTAGE);
    PageKey page = new PageKey("0d".repeat(32), FINGERPRINT, null);
    assertThat(get(pages().find(page))).isEqualTo(new CacheLookup.Outage<>());
    assertThat(get(pages().put(page, PageCodecTest.page("a")))).isEqualTo(Stored.OUTAGE);

    comeBack();
    await("writes resume")
        .until(() -> get(cache().put(key("a"), payload(PAYLOAD))) == Stored.STORED);
    assertThat(get(cache().find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
  }
}
