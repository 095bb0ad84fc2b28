/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ocrstream.config.DataSize;
import io.ocrstream.config.ProcessorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueParserTest {
  @ParameterizedTest
  @CsvSource({"25ms,25", "30s,30000", " 5 m ,300000", "2h,7200000", "7d,604800000", "0s,0"})
  void shouldReadADurationWhenItHasAUnit(String text, long millis) {
    assertThat(ValueParser.parse(Duration.class, text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "PT30S", "1h30m", "-1s", "1.5s", "1S", "1ns", "", "9999999999999s"})
  void shouldRefuseADurationWhenSpelledOtherwise(String text) {
    assertRefused(Duration.class, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1KB", "1kb", "-1B", "1.5MiB", ""})
  void shouldRefuseASizeWhenSpelledOtherwise(String text) {
    assertRefused(DataSize.class, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "+1", "0x1", "1_000", "2147483648", "-2147483649", "99999999999", ""})
  void shouldRefuseAWholeNumberWhenSpelledOtherwise(String text) {
    assertRefused(int.class, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1e3", ".5", "0,5", "1d", ""})
  void shouldRefuseANumberWhenSpelledOtherwise(String text) {
    assertRefused(double.class, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "TRUE", ""})
  void shouldRefuseATruthWhenSpelledOtherwise(String text) {
    assertRefused(boolean.class, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXACTLY_ONCE", "exactly_once", "once", ""})
  void shouldRefuseAChoiceWhenSpelledOtherwise(String text) {
    assertRefused(ProcessorConfig.Guarantee.class, text);
  }

  @Test
  void shouldReadTheExtremesWhenTheyAreNumbers() {
    assertThat(ValueParser.parse(int.class, "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(ValueParser.parse(int.class, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(ValueParser.parse(double.class, "-0.5")).isEqualTo(-0.5);
    assertThat(ValueParser.parse(Path.class, " /a b ")).isEqualTo(Path.of("/a b"));
    assertThat(ValueParser.parse(DataSize.class, "2GiB")).isEqualTo(new DataSize(1L << 31));
  }

  @Test
  void shouldSplitAtCommasWhenTheyAreNotEscaped() {
    assertThat(ValueList.split(" a , b\\,c,d\\e ")).isEqualTo(List.of("a", "b,c", "d\\e"));
    assertThat(
            SettingsLoader.of(Map.of("ocr.content.file-roots", "/a\\,b,/c\\d"))
                .content()
                .fileRoots())
        .hasValue(List.of(Path.of("/a,b"), Path.of("/c\\d")));
    assertThatIllegalArgumentException().isThrownBy(() -> ValueList.split("a,,b"));
    assertThatIllegalArgumentException().isThrownBy(() -> ValueList.split("a,"));
  }

  @Test
  void shouldLimitAListWhenItIsLong() {
    assertThat(ValueList.split(elements(ValueList.MAX_ELEMENTS))).hasSize(ValueList.MAX_ELEMENTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ValueList.split(elements(ValueList.MAX_ELEMENTS + 1)))
        .withMessage("write at most 1000 values");
  }

  private static String elements(int count) {
    return String.join(",", Collections.nCopies(count, "a"));
  }

  private static void assertRefused(Class<?> type, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ValueParser.parse(type, text))
        .satisfies(e -> assertThat(e.getMessage()).matches("(write|give) .*"));
  }
}
