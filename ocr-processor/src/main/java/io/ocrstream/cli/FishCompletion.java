/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a completion script for fish, which picocli has no generator for. */
final class FishCompletion {
  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(String program) {
    this.program = program;
  }

  static String script(CommandLine program) {
    FishCompletion script = new FishCompletion(program.getCommandName());
    script.lines.add("# Completion of %s for fish".formatted(script.program));
    script.add(program, List.of());
    return String.join("\n", script.lines) + "\n";
  }

  private void add(CommandLine command, List<String> path) {
    Map<String, CommandLine> below = new LinkedHashMap<>(command.getSubcommands());
    String here = condition(path, below);
    below.forEach(
        (name, sub) -> {
          line(
              here,
              "-f -a %s".formatted(name),
              description(sub.getCommandSpec().usageMessage().description()));
          List<String> deeper = new ArrayList<>(path);
          deeper.add(name);
          add(sub, deeper);
        });
    command.getCommandSpec().options().forEach(option -> option(here, option));
  }

  /* A command offers its options and commands if its own name was typed and none below it. */
  private static String condition(List<String> path, Map<String, CommandLine> below) {
    if (path.isEmpty()) {
      return "__fish_use_subcommand";
    }
    List<String> parts = new ArrayList<>();
    path.forEach(name -> parts.add("__fish_seen_subcommand_from " + name));
    if (!below.isEmpty()) {
      parts.add("not __fish_seen_subcommand_from " + String.join(" ", below.keySet()));
    }
    return String.join("; and ", parts);
  }

  private void option(String condition, OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    boolean hasValue = option.arity().max() > 0;
    line(condition, (hasValue ? "-r" : "-f") + names, description(option.description()));
  }

  private void line(String condition, String what, String description) {
    lines.add("complete -c %s -n '%s' %s -d '%s'".formatted(program, condition, what, description));
  }

  private static String description(String[] lines) {
    return String.join(" ", lines).replace("\\", "\\\\").replace("'", "\\'");
  }
}
