/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.DataSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests every range: both ends are allowed, one unit outside is not. Rules between settings have
 * their own tests.
 */
class SettingsRangeTest {
  private static final Set<Class<?>> MEASURED =
      Set.of(int.class, double.class, Duration.class, DataSize.class);

  static Stream<Setting> ranged() {
    return SettingsSchema.INSTANCE.settings().stream().filter(setting -> setting.range() != null);
  }

  static Stream<Setting> measured() {
    return SettingsSchema.INSTANCE.settings().stream()
        .filter(setting -> MEASURED.contains(setting.type()));
  }

  @ParameterizedTest
  @MethodSource("measured")
  void shouldHaveARangeWhenMeasured(Setting setting) {
    assertThat(setting.range()).as(setting.key()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void shouldAllowBothEndsWhenRanged(Setting setting) {
    for (String text : List.of(min(setting), max(setting))) {
      assertThat(setting.ruleBrokenBy(text)).as("%s = %s", setting.key(), text).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void shouldRefuseWhenOneBelow(Setting setting) {
    String text = step(min(setting), -1);

    assertRefused(setting, text);
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void shouldRefuseWhenOneAbove(Setting setting) {
    assertRefused(setting, step(max(setting), 1));
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void shouldHaveADefaultInRangeWhenRanged(Setting setting) {
    assertThat(setting.ruleBrokenBy(setting.defaultValue().orElseThrow())).isEmpty();
  }

  private static void assertRefused(Setting setting, String text) {
    List<String> problems =
        SettingsReading.problems(SettingsLoader.load(null, Map.of(), Map.of(setting.key(), text)));

    assertThat(problems).as("%s = %s", setting.key(), text).hasSize(1);
    // Types without a sign reject a negative number because of its spelling.
    assertThat(problems.get(0))
        .startsWith(setting.key() + " = " + text + " (override): ")
        .containsAnyOf(
            "must be from %s to %s".formatted(min(setting), max(setting)), "write a number");
  }

  private static String min(Setting setting) {
    return Objects.requireNonNull(setting.range()).min();
  }

  private static String max(Setting setting) {
    return Objects.requireNonNull(setting.range()).max();
  }

  /** Returns {@code text} changed by the smallest unit of its type. */
  private static String step(String text, int by) {
    String unit = text.replaceAll("[-0-9. ]", "");
    long number = unit.isEmpty() || text.contains(".") ? 0 : Long.parseLong(text.replace(unit, ""));
    return switch (unit) {
      case "" -> new BigDecimal(text).add(stepOf(text, by)).toPlainString();
      case "ms" -> number + by + "ms";
      case "s" -> number * 1000 + by + "ms";
      case "m" -> number * 60_000 + by + "ms";
      case "h" -> number * 3_600_000 + by + "ms";
      case "d" -> number * 86_400_000 + by + "ms";
      default -> DataSize.parse(text).bytes() + by + "B";
    };
  }

  private static BigDecimal stepOf(String text, int by) {
    return text.contains(".") || text.equals("0")
        ? BigDecimal.valueOf(by, text.contains(".") ? 9 : 0)
        : BigDecimal.valueOf(by);
  }
}
