/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static io.ocrstream.engine.auto.PageOfRows.page;
import static io.ocrstream.engine.auto.PageOfRows.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LikelierWordsTest {
  private final Page page =
      page(
          List.of(
              List.of(word("Tota1", 0, 0, .5), word("19.50", 60, 0, .9)),
              List.of(word("Thank", 0, 40, .9), word("you", 60, 40, .6))));

  @Test
  void shouldTakeALikelierWord() {
    Page joined = joined(word("Total", 1, 1, .9), word("19,50", 60, 0, .8));
    assertThat(joined.text()).isEqualTo("Total 19.50\n\nThank you\n");
    assertThat(words(joined)).containsExactly("Total", "19.50", "Thank", "you");
    assertThat(joined.confidence()).isEqualTo(.825);
    assertThat(joined.blocks()).isEqualTo(page.blocks());
  }

  @Test
  void shouldTakeAWordThatExceedsTheGainOnly() {
    assertThat(joined(word("Total", 0, 0, .7)).text()).startsWith("Tota1");
    assertThat(joined(word("Total", 0, 0, .701)).text()).startsWith("Total");
  }

  @Test
  void shouldTakeSeveralWordsForOneAndOneForSeveral() {
    Page more = joined(word("To", 0, 0, .9), word("tal", 25, 0, .9));
    assertThat(more.text()).isEqualTo("To tal 19.50\n\nThank you\n");
    assertThat(Objects.requireNonNull(more.lines()))
        .extracting(Line::text, Line::firstWord, Line::wordCount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("To tal 19.50", 0, 3),
            org.assertj.core.groups.Tuple.tuple("Thank you", 3, 2));
    Word wide = Word.of("Total19.50", 0, 0, 110, PageOfRows.HEIGHT, 1);
    assertThat(joined(wide).text()).isEqualTo("Total19.50\n\nThank you\n");
  }

  @Test
  void shouldLeaveWordsThatDoNotOverlap() {
    assertThat(joined(word("Total", 0, 20, 1))).isEqualTo(page);
    assertThat(joined(word("aside", 46, 0, 1)).text()).startsWith("Tota1 19.50");
  }

  @Test
  void shouldKeepALineThatWouldBeEmpty() {
    Word tall = Word.of("Total", 0, 0, 50, 60, 1);
    assertThat(joined(tall)).isEqualTo(page);
  }

  @Test
  void shouldKeepAPageWhoseTextIsNotThatOfItsLines() {
    Page odd = page.with("another text\n", page.words(), page.lines(), page.blocks());
    assertThat(LikelierWords.in(odd, page(List.of(List.of(word("Total", 0, 0, 1)))), .2, false))
        .isEqualTo(odd);
    Page bare = page.with(page.text(), page.words(), null, null);
    assertThat(LikelierWords.in(bare, page, .2, false)).isEqualTo(bare);
  }

  @Test
  void shouldTakeAccentsOfWordsOfTheSameLetters() {
    Page plain =
        page(
            List.of(
                List.of(word("Deja", 0, 0, .9), word("été", 50, 0, .9), word("cre", 90, 0, .9))));
    Page accented =
        page(
            List.of(
                List.of(word("Déjà", 0, 0, .3), word("ete", 50, 0, .3), word("créé", 90, 0, .3))));

    Page joined = LikelierWords.in(plain, accented, .2, true);

    assertThat(joined.text()).isEqualTo("Déjà été cre\n");
    assertThat(joined.confidence()).isEqualTo(.9);
    assertThat(LikelierWords.in(plain, accented, .2, false)).isEqualTo(plain);
  }

  private Page joined(Word... others) {
    return LikelierWords.in(page, page(List.of(List.of(others))), .2, false);
  }

  private static List<String> words(Page page) {
    return Objects.requireNonNull(page.words()).stream().map(Word::text).toList();
  }
}
