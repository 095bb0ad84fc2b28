/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.contracts.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script of the whole program for a shell. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in a shell",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(ocr completion bash)",
      "  ocr completion fish > ~/.config/fish/completions/ocr.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** The shells with a script. */
  public enum Shell implements Json.Named {
    BASH,
    ZSH,
    FISH;

    /** Returns the script that completes {@code program}. */
    public String script(CommandLine program) {
      return switch (this) {
        // The script sets up bash's completion in zsh itself.
        case BASH, ZSH -> AutoComplete.bash(program.getCommandName(), program);
        case FISH -> FishCompletion.script(program);
      };
    }
  }

  @Parameters(paramLabel = "SHELL", description = "Shell: bash, zsh or fish")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell.script(spec.root().commandLine()));
    out.flush();
    return ExitCode.DONE.code();
  }
}
