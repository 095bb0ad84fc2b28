/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that any bytes on a task or completion topic are either read completely or reported as
 * unreadable, never with another exception, and that a value that was read has all fields that its
 * users need. Method: the golden files, mutated at random from fixed seeds and from a new one,
 * which is printed on failure.
 */
class CompletionFuzzTest {
  private static final int CASES = 10_000;
  private static final int MAX_MUTATIONS = 5;
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
          "[[[[",
          "true",
          "\\ud800",
          "\\u0000",
          "{\"a\":1}",
          "-1",
          "99999999999999999999",
          "\u0000",
          "\"secret\"");

  private static final List<Form> FORMS =
      List.of(
          new Form("identify-task", utf8 -> use(Json.read(utf8, IdentifyTask.class))),
          new Form("recognise-task", utf8 -> use(Json.read(utf8, RecogniseTask.class))),
          new Form("identified-known", utf8 -> use(Json.read(utf8, Identified.class))),
          new Form("identified-failed", utf8 -> use(Json.read(utf8, Identified.class))),
          new Form("recognised-read", utf8 -> use(Json.read(utf8, Recognised.class))),
          new Form("recognised-failed", utf8 -> use(Json.read(utf8, Recognised.class))));

  /** A golden file and the fields that users of its type read. */
  private record Form(String file, Use use) {
    byte[] golden() throws IOException {
      return Files.readAllBytes(Path.of("src/test/resources/golden", file + ".json"));
    }
  }

  /** Reads a value and accesses its fields. */
  private interface Use {
    void read(byte[] utf8) throws Json.Unreadable;
  }

  private static void use(IdentifyTask task) {
    touch(task.location().digest(), task.fingerprint());
  }

  private static void use(RecogniseTask task) {
    touch(task.key().cacheKey(), task.location().digest(), task.options());
  }

  private static void use(Identified identified) {
    identified.fold(
        known -> touched(known.key().hash()), failed -> touched(failed.problem().code().fault()));
  }

  private static void use(Recognised recognised) {
    recognised.fold(
        read -> touched(read.payload().utf8()), failed -> touched(failed.problem().message()));
  }

  private static boolean touched(Object value) {
    touch(value);
    return true;
  }

  private static void touch(Object... values) {
    for (Object value : values) {
      assertThat(value).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldReadOrRefuseWhenMutatedFromAFixedSeed(long seed) throws IOException {
    fuzz(seed);
  }

  @Test
  void shouldReadOrRefuseWhenMutatedFromAFreshSeed() throws IOException {
    fuzz(System.nanoTime());
  }

  private static void fuzz(long seed) throws IOException {
    Random random = new Random(seed);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Form form = FORMS.get(random.nextInt(FORMS.size()));
      byte[] value = mutated(form.golden(), random);
      try {
        form.use().read(value);
        read++;
      } catch (Json.Unreadable e) {
        assertThat(e.getMessage()).doesNotContain("secret");
        refused++;
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ", case " + i + ": " + new String(value, ISO_8859_1), e);
      }
    }
    assertThat(read).as("some are read, seed " + seed).isPositive();
    assertThat(refused).as("some are refused, seed " + seed).isPositive();
  }

  private static byte[] mutated(byte[] golden, Random random) {
    byte[] value = golden;
    int mutations = random.nextInt(MAX_MUTATIONS);
    for (int i = 0; i < mutations && value.length > 1; i++) {
      int at = random.nextInt(value.length);
      int end = Math.min(value.length, at + 1 + random.nextInt(12));
      byte[] fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
      value =
          switch (random.nextInt(4)) {
            case 0 -> spliced(value, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(value, at, end, new byte[0]);
            case 2 -> spliced(value, at, at, fragment);
            default -> spliced(value, at, end, fragment);
          };
    }
    return value;
  }

  private static byte[] spliced(byte[] value, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(value, from + middle.length + value.length - to);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(value, to, result, from + middle.length, value.length - to);
    return result;
  }

  /**
   * Regression: a value that lacked a field was accepted, and ended the stream thread again and
   * again.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          io.ocrstream.contracts.Identified    | {"outcome":"known","sent_at":1}
          io.ocrstream.contracts.Identified    | {"outcome":"known","sent_at":1,"key":null}
          io.ocrstream.contracts.Identified    | {"outcome":"failed","sent_at":1}
          io.ocrstream.contracts.Identified    | {"outcome":"failed","sent_at":1,"problem":{}}
          io.ocrstream.contracts.Identified    | {"sent_at":1}
          io.ocrstream.contracts.Identified    | {"outcome":"other","sent_at":1}
          io.ocrstream.contracts.Recognised    | {"outcome":"read","sent_at":1}
          io.ocrstream.contracts.Recognised    | {"outcome":"read","sent_at":1,"payload":null}
          io.ocrstream.contracts.Recognised    | {"outcome":"read","sent_at":1,"payload":[]}
          io.ocrstream.contracts.Recognised    | {"outcome":"failed","sent_at":1}
          io.ocrstream.contracts.IdentifyTask  | {}
          io.ocrstream.contracts.IdentifyTask  | {"location":{},"fingerprint":"a"}
          io.ocrstream.contracts.RecogniseTask | {}
          """)
  void shouldRefuseWhatLacksAField(Class<?> type, String json) {
    assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), type))
        .isInstanceOf(Json.Unreadable.class);
  }

  @Test
  void shouldRefuseWhatIsNestedWithoutEnd() {
    Consumer<String> refused =
        json ->
            assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), Recognised.class))
                .isInstanceOf(Json.Unreadable.class);
    refused.accept("{\"outcome\":\"read\",\"payload\":" + "{\"a\":".repeat(100_000));
    refused.accept("[".repeat(1_000_000));
    refused.accept("{\"sent_at\":" + "9".repeat(1_000_000) + "}");
  }
}
