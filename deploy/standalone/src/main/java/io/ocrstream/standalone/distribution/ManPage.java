/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/* picocli's own generator writes AsciiDoc, which needs a converter in Ruby or its 60 MB for Java. */

/** Writes the manual page of a command in roff, from the texts of its help. */
final class ManPage {
  private final CommandLine command;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandLine command) {
    this.command = command;
  }

  /** Returns the name of a command's page, such as {@code ocr-failures-list}. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** Returns the page of {@code command}. */
  static String of(CommandLine command, String version) {
    ManPage page = new ManPage(command);
    page.head(version);
    page.arguments();
    page.below();
    page.footer();
    return String.join("\n", page.lines) + "\n";
  }

  private void head(String version) {
    String name = name(command);
    lines.add(".\\\" SPDX-License-Identifier: Apache-2.0");
    lines.add(
        ".TH \"%s\" \"1\" \"\" \"%s\" \"OCR stream\""
            .formatted(name.toUpperCase(Locale.ROOT), version));
    section("NAME");
    lines.add(text(name) + " \\- " + text(description(command)));
    section("SYNOPSIS");
    lines.add(
        text(
            new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip()));
  }

  private void arguments() {
    List<PositionalParamSpec> parameters = command.getCommandSpec().positionalParameters();
    List<OptionSpec> options = command.getCommandSpec().options();
    if (!parameters.isEmpty() || !options.isEmpty()) {
      section("OPTIONS");
    }
    parameters.forEach(parameter -> item(parameter.paramLabel(), described(parameter)));
    for (OptionSpec option : options) {
      String names = String.join(", ", option.names());
      item(option.arity().max() > 0 ? names + " " + option.paramLabel() : names, described(option));
    }
  }

  private void below() {
    Map<String, CommandLine> commands = command.getSubcommands();
    if (!commands.isEmpty()) {
      section("COMMANDS");
      commands.values().forEach(sub -> item(name(sub) + "(1)", description(sub)));
    }
  }

  /** The footer of the help holds examples and exit codes, whose lines stay as they are. */
  private void footer() {
    String[] footer = command.getCommandSpec().usageMessage().footer();
    if (footer.length > 0) {
      section("NOTES");
      lines.add(".nf");
      for (String line : footer) {
        lines.add(text(line));
      }
      lines.add(".fi");
    }
  }

  private void section(String name) {
    lines.add(".SH \"%s\"".formatted(name));
  }

  private void item(String name, String description) {
    lines.add(".TP");
    lines.add(".B " + text(name));
    lines.add(text(description));
  }

  private static String description(CommandLine command) {
    return String.join(" ", command.getCommandSpec().usageMessage().description());
  }

  private static String described(ArgSpec argument) {
    return String.join(" ", argument.description())
        .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()));
  }

  /** Escapes what roff would take for a request or an escape; hyphens stay ASCII for copying. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
