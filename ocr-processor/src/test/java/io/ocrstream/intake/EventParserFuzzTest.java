/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that no bytes make the parser throw, and that no message quotes its input. Method: valid
 * events are mutated at random from fixed seeds and from a new one, which is printed on failure.
 * Every value contains a mark that no message may contain. The corpus of the coverage-guided fuzzer
 * is replayed.
 */
class EventParserFuzzTest {
  private static final int CASES = 12_500;
  private static final int MAX_MUTATIONS = 6;

  /** Number of kinds of outcomes. */
  private static final int KINDS = 4;

  private static final List<String> EVENTS =
      List.of(
          """
          {"event_id":"zqx-1","document_id":"zqx","uri":"s3://zqx/zqx%20?versionId=zqx","content_hash":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","etag":"zqx","content_type":"zqx/zqx","size":12,"options":{"languages":["zqx","zqx/zqx"],"pages":"1-3,9-","outputs":["words"],"page_segmentation_mode":6},"tag":"zqx\\u00e9\\ud83d\\ude00"}""",
          """
          {"Records":[{"eventSource":"minio:s3","eventName":"s3:ObjectCreated:Put","eventTime":"zqx","s3":{"bucket":{"name":"zqx"},"object":{"key":"zqx%2Fzqx+zqx%C3%A9","size":5,"eTag":"zqx","versionId":"zqx","sequencer":"zqx"}}},{"eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"zqx"},"object":{"key":"zqx"}}},{"eventSource":"aws:sqs","body":"{\\"Event\\":\\"s3:TestEvent\\"}"}]}""",
          """
          {"specversion":"1.0","id":"zqx","source":"/zqx","type":"zqx","datacontenttype":"application/json","data":{"uri":"https://zqx:zqx@zqx/zqx","options":{"languages":"zqx+zqx"}}}""",
          """
          {"source":"aws.s3","detail-type":"Object Created","time":"zqx","detail":{"bucket":{"name":"zqx"},"object":{"key":"zqx/zqx é","etag":"zqx","version-id":"zqx","sequencer":"zqx"}}}""");

  private static final List<String> FRAGMENTS =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "1e999",
          "-0.0",
          "\\ud800",
          "\\u0000",
          "%",
          "%f",
          "\u0000",
          "99999999999999999999",
          "[[[[[[",
          "\"zqx\":",
          "true",
          " ",
          "\ufeff",
          "../",
          "\\");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldAlwaysHaveAnOutcomeWhenEventsAreMutatedFromAFixedSeed(long seed) {
    fuzz(seed);
  }

  @Test
  void shouldAlwaysHaveAnOutcomeWhenEventsAreMutatedFromAFreshSeed() {
    fuzz(System.nanoTime());
  }

  /** Replays the corpus, which includes every input that ever failed. */
  @Test
  void shouldAlwaysHaveAnOutcomeForTheCorpus() throws IOException {
    int[] kinds = new int[KINDS];
    for (byte[] value : EventCorpus.all()) {
      try {
        kinds[EventParserTarget.check(value)]++;
      } catch (RuntimeException | AssertionError e) {
        fail(Base64.getEncoder().encodeToString(value), e);
      }
    }
    assertThat(kinds).as("every kind of outcome is met").doesNotContain(0);
  }

  private static void fuzz(long seed) {
    Random random = new Random(seed);
    int[] kinds = new int[KINDS];
    for (int i = 0; i < CASES; i++) {
      byte[] value = mutated(random);
      try {
        kinds[EventParserTarget.check(value)]++;
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ", case " + i + ": " + new String(value, ISO_8859_1), e);
      }
    }
    assertThat(kinds).as("every kind of outcome is met, seed " + seed).doesNotContain(0);
  }

  private static byte[] mutated(Random random) {
    byte[] value = EVENTS.get(random.nextInt(EVENTS.size())).getBytes(UTF_8);
    int mutations = random.nextInt(MAX_MUTATIONS);
    for (int i = 0; i < mutations && value.length > 1; i++) {
      value = mutatedOnce(value, random);
    }
    return value;
  }

  private static byte[] mutatedOnce(byte[] value, Random random) {
    int at = random.nextInt(value.length);
    int end = Math.min(value.length, at + 1 + random.nextInt(8));
    byte[] fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> spliced(value, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> spliced(value, at, end, new byte[0]);
      case 2 -> spliced(value, at, at, fragment);
      case 3 -> spliced(value, at, end, fragment);
      case 4 -> spliced(value, at, at, Arrays.copyOfRange(value, at, end));
      default -> renamed(value, random);
    };
  }

  /**
   * Replaces a value after one of the colons, so that wrong types are tested and not only syntax.
   */
  private static byte[] renamed(byte[] value, Random random) {
    List<String> values =
        List.of("null", "5", "\"zqx\"", "[]", "{}", "-1.5", "[\"zqx\",1]", "true");
    String text = new String(value, ISO_8859_1);
    int colon = text.indexOf("\":", random.nextInt(text.length()));
    int end = colon < 0 ? -1 : text.indexOf(",\"", colon);
    return end < 0
        ? value
        : spliced(value, colon + 2, end, values.get(random.nextInt(values.size())).getBytes(UTF_8));
  }

  private static byte[] spliced(byte[] value, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(value, from + middle.length + value.length - to);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(value, to, result, from + middle.length, value.length - to);
    return result;
  }
}
