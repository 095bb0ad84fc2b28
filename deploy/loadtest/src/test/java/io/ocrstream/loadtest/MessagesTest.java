/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Doc;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.intake.RejectReason;
import io.ocrstream.metrics.Metric;
import io.ocrstream.metrics.Metrics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Checks every text for people that can be listed: sentence case, durations in the settings'
 * notation, and a full stop only at the end of a setting's description, which has full sentences.
 */
class MessagesTest {
  /** Words that older texts used in place of the field's terms. */
  private static final String FOREIGN_WORDS =
      "(?i)\\b(whoever|mend|mends|mended|bears|heeds|believed|likewise|past it|is no|are no)\\b";

  /** Longest line that a help text shows without a break. */
  private static final int HELP_COLUMNS = 80;

  private static final String ISO_DURATION = "\\bPT?\\d+[SMHD]\\b";

  @ParameterizedTest
  @MethodSource("phrases")
  void shouldBeAPhraseInSentenceCaseWhenShownToPeople(String text) {
    assertThat(text).matches("(?s)\\S.*\\S").matches("(?s)[`\\p{Upper}\\p{Digit}].*");
    assertThat(text).doesNotEndWith(".").doesNotContain("  ");
    assertThat(text).doesNotContainPattern(FOREIGN_WORDS).doesNotContainPattern(ISO_DURATION);
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void shouldBeFullSentencesWhenASettingIsDescribed(String text) {
    assertThat(text).matches("(?s)[`\\p{Upper}].*\\.").doesNotContain("  ");
    assertThat(text).doesNotContainPattern(FOREIGN_WORDS).doesNotContainPattern(ISO_DURATION);
  }

  @Test
  void shouldListTextsOfEveryKind() {
    assertThat(phrases()).hasSizeGreaterThan(200);
    assertThat(descriptions()).hasSizeGreaterThan(100);
  }

  @Test
  void shouldShowExamplesOfEveryCommandThatCanBeRead() {
    CommandLine program = LoadTestMain.program(new PrintStream(OutputStream.nullOutputStream()));

    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String[] footer = command.getCommandSpec().usageMessage().footer();
              assertThat(footer).as(name).allMatch(line -> line.length() <= HELP_COLUMNS);
              List<String> examples =
                  Arrays.stream(footer)
                      .filter(
                          line -> line.startsWith("  ocr ") || line.startsWith("  source <(ocr"))
                      .toList();
              assertThat(examples).as(name).isNotEmpty();
              for (String example : examples) {
                String arguments =
                    example.replaceFirst(".*?ocr ", "").replaceFirst(" [|>].*|\\)$", "");
                assertThatCode(() -> program.parseArgs(arguments.split(" ")))
                    .as(example)
                    .doesNotThrowAnyException();
              }
            });
  }

  static List<String> phrases() {
    return Stream.of(
            Metrics.all().stream().map(Metric::meaning),
            Arrays.stream(FailureCode.values()).map(FailureCode::advice),
            Arrays.stream(ErrorHeader.values()).map(ErrorHeader::description),
            Arrays.stream(RejectReason.values()).map(RejectReason::message),
            Arrays.stream(ExitCode.values()).map(ExitCode::meaning),
            ofCommands(LoadTestMain.program(new PrintStream(OutputStream.nullOutputStream()))))
        .flatMap(texts -> texts)
        .distinct()
        .toList();
  }

  static List<String> descriptions() {
    return ofSettings(Settings.class).toList();
  }

  private static Stream<String> ofCommands(CommandLine command) {
    CommandLine.Model.CommandSpec spec = command.getCommandSpec();
    Stream<String[]> own = Stream.ofNullable(spec.usageMessage().description());
    Stream<String[]> arguments = spec.args().stream().map(ArgSpec::description);
    Stream<String> texts =
        Stream.concat(own, arguments)
            .filter(lines -> lines.length > 0)
            .map(lines -> String.join(" ", lines));
    // The standard help options are picocli's own.
    Stream<String> ours =
        texts.filter(
            text -> !text.startsWith("Show this help") && !text.startsWith("Print version"));
    return Stream.concat(
        ours,
        Map.copyOf(command.getSubcommands()).values().stream().flatMap(MessagesTest::ofCommands));
  }

  private static Stream<String> ofSettings(Class<?> group) {
    return Arrays.stream(group.getMethods())
        .filter(method -> method.isAnnotationPresent(Doc.class))
        .flatMap(MessagesTest::ofSetting);
  }

  private static Stream<String> ofSetting(Method method) {
    Stream<String> own = Stream.of(method.getAnnotation(Doc.class).value());
    Class<?> type = method.getReturnType();
    return type.isInterface() && type.getPackage() == Settings.class.getPackage()
        ? Stream.concat(own, ofSettings(type))
        : own;
  }
}
