/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the checker of exported topics accepts correct ones and finds ten planted faults. */
class TopicCheckerTest {
  private static final String EVENT_A = record("documents", 0, "a", "'event_id':'1','uri':'u:a'");
  private static final String EVENT_B = record("documents", 1, "b", "'event_id':'2','uri':'u:b'");
  private static final String TEXT_A =
      record("results", 0, "a", "'event_id':'1','uri':'u:a','result':{'text':'One.\\\\n'}");
  private static final String BAD_B =
      record("failures", 0, "b", "'event_id':'2','uri':'u:b','retryable':false");
  private static final String READ_A = record("recognised", 0, "a", "'outcome':'read'");
  private static final List<String> RIGHT = List.of(EVENT_A, EVENT_B, TEXT_A, BAD_B, READ_A);

  @TempDir private Path folder = Path.of("unset");

  private static String record(String topic, int offset, String key, String fields) {
    String payload = "{" + fields.replace("'", "\\\"") + "}";
    return "{'topic':'ocr.%s','partition':0,'offset':%d,'key':'%s','payload':'%s'}"
        .replace('\'', '"')
        .formatted(topic, offset, key, payload);
  }

  @Test
  void shouldFindNothingWhereAllIsRight() throws Exception {
    assertThat(check(RIGHT)).startsWith("0 ").contains("2 documents, 1 results, 1 failures");
    List<String> exportedTwice = new ArrayList<>(RIGHT);
    exportedTwice.addAll(RIGHT);
    assertThat(check(exportedTwice)).startsWith("0 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lost | results | ",
        "lost | failures | ",
        "doubled | | results 9 1 u:a ,'result':{'text':'one'}",
        "doubled | | failures 9 1 u:a ,'retryable':true",
        "stray | | failures 9 3 u:a ,'retryable':true",
        "other uri | results | results 9 1 u:b ,'result':{'text':'one'}",
        "wrong text | results | results 9 1 u:a ,'result':{'text':'two'}",
        "wrong text | failures | results 9 2 u:b ,'result':{'text':'one'}",
        "wrong failure | results | failures 9 1 u:a ,'retryable':false",
        "read again | | recognised 9 0 u:a ,'outcome':'read'",
      })
  void shouldFindWhatWasPlanted(String finding, String without, String with) throws Exception {
    List<String> records = new ArrayList<>(RIGHT);
    records.removeIf(record -> without != null && record.contains("ocr." + without));
    if (with != null) {
      String[] words = with.split(" ", 5);
      String fields = "'event_id':'" + words[2] + "','uri':'" + words[3] + "'" + words[4];
      records.add(record(words[0], Integer.parseInt(words[1]), "a", fields));
    }
    assertThat(check(records)).startsWith("1 ").containsOnlyOnce(finding + ": 1 (");
  }

  @Test
  void shouldRefuseWhatIsNoExport() throws Exception {
    assertThat(check(List.of("{}"))).startsWith("2 ");
    assertThat(check(List.of("{'topic'"))).startsWith("2 ");
  }

  private String check(List<String> records) throws IOException, InterruptedException {
    Path truth = folder.resolve("truth");
    Files.writeString(
        truth, "{\"uri\":\"u:a\",\"text\":\"one\"}\n{\"uri\":\"u:b\",\"text\":null}\n");
    Path export = Files.write(folder.resolve("export"), records);
    Path checker = Path.of("tools", "check-topics.py");
    Process process = start(checker.toString(), "--truth", truth.toString(), export.toString());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }

  private static Process start(String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "Python 3 is not installed");
      throw new IllegalStateException(e);
    }
  }
}
