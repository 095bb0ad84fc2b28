/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

public class PageCodecTest {
  private static final PageCodec FORM = new PageCodec(1 << 20);

  /** Returns a recognised page with layout. */
  public static Page page(String text) {
    List<Word> words = List.of(Word.of("caf\u00e9", 1, 2, 3, 4, 0.1), Word.of("b", 5, 6, 7, 8, 1));
    Line line = new Line("caf\u00e9 b", 1, 2, 11, 12, 0.55, 0, 2, null);
    return page(text, words, List.of(line));
  }

  private static Page page(String text, List<Word> words, List<Line> lines) {
    return new Page(
        4,
        2480,
        3508,
        90,
        Page.Status.READ,
        Page.TextSource.OCR,
        0.8765,
        text,
        Treatment.NONE,
        words,
        lines,
        null,
        null);
  }

  @Test
  void shouldGiveThePageBackAsItWas() {
    Page page = page("Caf\u00e9\n\n\ud83d\ude00\n");

    assertThat(FORM.read(FORM.write(page).orElseThrow())).contains(page);
  }

  @Test
  void shouldKeepAUsualPageInAFractionOfItsJson() {
    List<Word> words = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      words.add(Word.of("word" + random.nextInt(200), 10 * i, 7 * i, 90, 33, random.nextDouble()));
    }
    Page page = page("text ".repeat(400), words, List.of());

    byte[] value = FORM.write(page).orElseThrow();

    assertThat(value.length).isLessThan(Json.write(page).length / 3);
    assertThat(FORM.read(value)).contains(page);
  }

  @Test
  void shouldKeepNoPageThatIsOneByteTooLarge() {
    Page page = page(noise());
    int size = FORM.write(page).orElseThrow().length;

    assertThat(new PageCodec(size + 1).write(page)).isPresent();
    assertThat(new PageCodec(size).write(page)).isPresent();
    assertThat(new PageCodec(size - 1).write(page)).isEmpty();
  }

  @Test
  void shouldKeepNoPageThatWasNotRead() {
    assertThat(FORM.write(Page.failed(1, FailureCode.TIMED_OUT))).isEmpty();
    assertThat(FORM.read(deflated("{\"number\":1}".getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void shouldFindNoPageInATruncatedValue() {
    byte[] value = FORM.write(page(noise())).orElseThrow();

    assertThat(FORM.read(Arrays.copyOf(value, value.length / 2))).isEmpty();
    assertThat(FORM.read(new byte[0])).isEmpty();
  }

  /** A few compressed kilobytes can expand to gigabytes. */
  @Test
  void shouldUnpackNoMoreThanAPageMayTake() {
    int edge = PageCodec.MAX_JSON_BYTES - Json.write(page("")).length;
    Page most = page("a".repeat(edge));

    assertThat(FORM.write(most).flatMap(FORM::read)).contains(most);
    assertThat(FORM.write(page("a".repeat(edge - 1)))).isPresent();
    assertThat(FORM.write(page("a".repeat(edge + 1)))).isEmpty();
    byte[] json = Json.write(page("a".repeat(edge + 1)));
    assertThat(FORM.read(deflated(json))).isEmpty();
  }

  private static String noise() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append((char) ('0' + random.nextInt(70)));
    }
    return text.toString();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] value = new byte[bytes.length + 100];
    int length = deflater.deflate(value);
    deflater.end();
    return Arrays.copyOf(value, length);
  }
}
