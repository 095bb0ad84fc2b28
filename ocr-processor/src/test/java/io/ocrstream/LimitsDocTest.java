/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/limits.md} names every limit with its value and a test that covers it. */
class LimitsDocTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("ocr-contracts", "deploy/client", "ocr-processor");

  /** A row for a constant: class, name, value, test. */
  private static final Pattern CONSTANT =
      Pattern.compile("\\| `([A-Z]\\w+)\\.(MAX_\\w+)` \\| (\\d+) \\|.*\\| `(\\w+)` \\|");

  /** A row for a setting: name and default. */
  private static final Pattern SETTING = Pattern.compile("\\| `(ocr\\.[a-z.-]+)` \\| (\\w+) \\|");

  private static final Pattern TEST = Pattern.compile("\\| `(\\w+(?:Test|IT))` \\|");

  private static final Pattern DECLARED =
      Pattern.compile("^  (?:public )?static final (?:int|long) (MAX_\\w+) =", Pattern.MULTILINE);

  /** Constants that reject or truncate no input: thresholds and amounts of work. */
  private static final Set<String> THRESHOLDS =
      Set.of(
          "AnswerFeed.MAX_BEHIND",
          "AnswerFeed.MAX_FETCH_BYTES",
          "BinaryImage.MAX_COMPONENT_PIXELS",
          "InvisibleFont.MAX_SUPPLEMENTARY",
          "LanguageChooser.MAX_COMPARED",
          "PageReader.MAX_ATTEMPTS",
          "Preprocessor.MAX_ENLARGED_PIXELS",
          "QuotationMarks.MAX_QUOTATION_WORDS",
          "TextSoundness.MAX_ORNAMENT_SHAPES");

  private final String doc = read(ROOT.resolve("docs/limits.md"));
  private final Map<String, Path> tests = javaFiles("src/test/java");

  @Test
  void shouldNameEveryLimitWithItsValueAndATestThatKnowsIt() throws Exception {
    Map<String, Path> sources = javaFiles("src/main/java");
    Set<String> named = new TreeSet<>();
    for (Matcher row = CONSTANT.matcher(doc); row.find(); ) {
      String limit = row.group(1) + "." + row.group(2);
      named.add(limit);
      Path source = sources.getOrDefault(row.group(1), Path.of("no-such-class"));
      assertThat(value(source, row.group(2))).as(limit).isEqualTo(Long.parseLong(row.group(3)));
      assertThat(read(tests.getOrDefault(row.group(4), Path.of("no-such-test"))))
          .as("%s knows %s", row.group(4), limit)
          .contains(row.group(2));
    }
    assertThat(named).isEqualTo(declared(sources));
  }

  @Test
  void shouldNameSettingsWithTheirDefaultsAndTestsThatAreThere() {
    String configuration = read(ROOT.resolve("docs/configuration.md"));
    int rows = 0;
    for (Matcher row = SETTING.matcher(doc); row.find(); rows++) {
      assertThat(configuration)
          .containsPattern(
              "\\| `%s` \\| `\\w+` \\| [^|]+ \\| `%s` \\|"
                  .formatted(Pattern.quote(row.group(1)), row.group(2)));
    }
    assertThat(rows).isGreaterThan(10);
    for (Matcher row = TEST.matcher(doc); row.find(); ) {
      assertThat(tests).containsKey(row.group(1));
    }
  }

  private static Set<String> declared(Map<String, Path> sources) {
    Set<String> declared = new TreeSet<>();
    sources.forEach(
        (type, file) -> {
          for (Matcher constant = DECLARED.matcher(read(file)); constant.find(); ) {
            declared.add(type + "." + constant.group(1));
          }
        });
    declared.removeAll(THRESHOLDS);
    return declared;
  }

  private static long value(Path source, String constant) throws ReflectiveOperationException {
    Matcher type = Pattern.compile("io/ocrstream/.*(?=\\.java)").matcher(source.toString());
    assertThat(type.find()).as(source.toString()).isTrue();
    Field field = Class.forName(type.group().replace('/', '.')).getDeclaredField(constant);
    field.setAccessible(true);
    return ((Number) field.get(null)).longValue();
  }

  private static Map<String, Path> javaFiles(String folder) {
    Map<String, Path> files = new TreeMap<>();
    for (String module : MODULES) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve(folder))) {
        tree.filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> files.put(file.getFileName().toString().replace(".java", ""), file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
