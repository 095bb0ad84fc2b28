/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds the result of one command of {@link OcrMain}.
 *
 * @param exitCode the exit code
 * @param out text on standard output
 * @param err text on standard error, without the line that names the brokers
 */
public record CommandRun(int exitCode, String out, String err) {
  /**
   * Runs a command with the settings, which options in {@code arguments} override.
   *
   * @param command one or more words
   */
  public static CommandRun of(Map<String, String> settings, String command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>();
    settings.forEach((key, value) -> all.add("--set=" + key + "=" + value));
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(arguments));
    all.addAll(0, words.stream().takeWhile(word -> !word.startsWith("-")).toList());
    words.stream().dropWhile(word -> !word.startsWith("-")).forEach(all::add);
    int exitCode =
        OcrMain.program()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new CommandRun(
        exitCode, out.toString(), err.toString().replaceFirst("Asking .*\\R", ""));
  }

  /** Returns all text, that on standard error first. */
  public String text() {
    return err + out;
  }
}
