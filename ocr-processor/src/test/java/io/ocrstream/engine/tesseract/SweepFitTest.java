/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.engine.tesseract.ScoredDocument.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests how values of constants are chosen, and that the constants are those of the sources. */
class SweepFitTest {
  private static final Path SOURCES = Path.of("src/main/java/io/ocrstream/engine");
  private static final int DOCUMENTS = 40;
  private static final SweptConstant CONSTANT = SweptConstants.ALL.get(0);

  @ParameterizedTest
  @FieldSource("io.ocrstream.engine.tesseract.SweptConstants#ALL")
  void shouldKnowTheValueInTheSource(SweptConstant constant) throws IOException {
    String source = Files.readString(SOURCES.resolve(constant.file() + ".java"));
    Matcher value =
        Pattern.compile("static final \\w+ " + constant.name() + " = ([\\d._]+)f?;")
            .matcher(source);

    assertThat(value.find()).as(constant.title()).isTrue();
    assertThat(Double.parseDouble(value.group(1))).isEqualTo(constant.shipped());
    assertThat(constant.others()).isNotEmpty().doesNotContain(constant.shipped());
  }

  @Test
  void shouldChooseAValueThatIsBetterOnTheOtherDocuments() {
    SweepFit fit = fit(i -> 0.1, i -> 0.2, i -> 0.2);

    assertThat(fit.chosen()).hasSize(10).containsOnly(3.0);
    assertThat(fit.heldOut()).isCloseTo(0.1, within(1e-9));
    assertThat(fit.flat()).containsExactly(4.5, 6.0);
  }

  /** One document is better by far: no fold that it scores has seen it. */
  @Test
  void shouldNotGainByAValueThatHelpsOneDocument() {
    SweepFit fit = fit(i -> i == 0 ? 0 : 0.101, i -> i == 0 ? 1 : 0.1, i -> 0.1);

    assertThat(fit.best(scores(i -> 0).keySet())).isEqualTo(3.0);
    assertThat(fit.chosen().get(0)).isEqualTo(4.5);
    assertThat(fit.heldOut()).isGreaterThan(0.12);
  }

  @Test
  void shouldKeepTheShippedValueWhenNoneIsNotablyBetter() {
    SweepFit fit = fit(i -> 0.1998, i -> 0.2, i -> 0.3);

    assertThat(fit.chosen()).containsOnly(4.5);
    assertThat(fit.flat()).containsExactly(3.0, 4.5);
    assertThat(fit.report()).contains("flat from 3.0 to 4.5").contains("| case | 40 |");
  }

  @Test
  void shouldSayInItsRowWhatOtherValuesChange() {
    SweepFit none = fit(i -> 0.2, i -> 0.2, i -> 0.2);
    SweepFit worse = fit(i -> 0.2, i -> 0.2, i -> i < 2 ? 0.4 : 0.2);
    SweepFit better = fit(i -> 0.1, i -> 0.2, i -> 0.2);

    assertThat(none.row(7)).contains(" | 4.5 | 7 | 3: same; 6: same | all keep it |");
    assertThat(worse.row(40)).contains("3: same; 6: +0.0100 (0 better, 2 worse)");
    assertThat(better.row(40))
        .contains("3: -0.1000 (40 better, 0 worse); 6: same | 10: 3; left out -0.1000 |");
  }

  private static SweepFit fit(
      IntToDoubleFunction low, IntToDoubleFunction shipped, IntToDoubleFunction high) {
    return new SweepFit(
        CONSTANT, new TreeMap<>(Map.of(3.0, scores(low), 4.5, scores(shipped), 6.0, scores(high))));
  }

  private static Map<String, Score> scores(IntToDoubleFunction errorRate) {
    Map<String, Score> scores = new TreeMap<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      scores.put("case/%02d".formatted(i), new Score(errorRate.applyAsDouble(i), 0));
    }
    return scores;
  }
}
