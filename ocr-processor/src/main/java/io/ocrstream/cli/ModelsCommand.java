/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.ModelFacts;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.models.ModelFolder;
import io.ocrstream.models.ModelTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists, adds and verifies models. Exit codes: 0 done; 2 wrong usage or settings, or a refused
 * model; 3 an installed model is not usable, or a folder cannot be written.
 */
@Command(
    name = "models",
    description = "List, add or verify the models of the engines",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr models list --config ocr.properties",
      "  ocr models add deu.traineddata --licence Apache-2.0 --config ocr.properties",
      "  ocr models add latin-v5/models.properties --config ocr.properties",
      "  ocr models verify --json --config ocr.properties | jq 'select(.problem)'"
    })
public final class ModelsCommand {
  private static final int SHORT_DIGEST = 12;
  private static final String ROW = "%-9s  %-16s  %-20s  %-12s  %-12s  %s";

  @Spec private CommandSpec spec;

  /** Runs one operation; returns the exit code. */
  private interface Action {
    ExitCode run(EngineConfig settings, PrintWriter out)
        throws IOException, ModelFolder.RefusedException;
  }

  /**
   * A model as printed.
   *
   * @param problem why it cannot be used; null if nothing is known against it
   */
  private record Row(
      String engine,
      String name,
      List<String> languages,
      String sha256,
      String licence,
      boolean bundled,
      @Nullable String problem) {
    static Row of(ModelFacts model, @Nullable String problem) {
      return new Row(
          model.engine().jsonName(),
          model.name(),
          List.copyOf(model.languages()),
          model.sha256(),
          model.licence(),
          model.bundled(),
          problem);
    }

    String line() {
      String row =
          ROW.formatted(
              engine,
              name,
              languages.isEmpty() ? "-" : String.join(",", languages),
              sha256.substring(0, SHORT_DIGEST),
              licence,
              bundled ? "bundled" : "added");
      return problem == null ? row : row + "  " + problem;
    }
  }

  @Command(
      name = "list",
      description = "Print each model with its languages, SHA-256, licence and source",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin SettingsOptions options,
      @Option(names = "--json", description = "Print one JSON object per model") boolean json) {
    return act(
        options,
        (settings, out) -> {
          print(
              InstalledEngines.of(settings).models().stream()
                  .map(model -> Row.of(model, null))
                  .toList(),
              json,
              out);
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "add",
      description =
          "Try a model in a child process, and copy it to ocr.engine.models-dir or"
              + " ocr.engine.onnx.models-dir. Restart processors and workers afterwards",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin SettingsOptions options,
      @Parameters(
              paramLabel = "FILE",
              description =
                  "LANGUAGE.traineddata, or the models.properties of a set of networks, which lies"
                      + " beside its files in a folder with the name of the set")
          Path file,
      @Option(
              names = "--licence",
              paramLabel = "NAME",
              description = "Licence of the model, such as Apache-2.0")
          @Nullable String licence,
      @Option(names = "--replace", description = "Replace an added model of the same name")
          boolean replace) {
    return act(
        options,
        (settings, out) -> {
          ModelFacts model =
              new ModelFolder(settings).add(file, Optional.ofNullable(licence), replace);
          print(List.of(Row.of(model, null)), false, out);
          out.println("Added. Restart processors and workers, each with the same models");
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "verify",
      description = "Check each model's SHA-256, and read a small page with it",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin SettingsOptions options,
      @Option(names = "--json", description = "Print one JSON object per model") boolean json) {
    return act(
        options,
        (settings, out) -> {
          List<Row> rows =
              new ModelTrial(settings)
                  .results().stream()
                      .map(result -> Row.of(result.model(), result.problem().orElse(null)))
                      .toList();
          print(rows, json, out);
          boolean isSound = rows.stream().allMatch(row -> row.problem() == null);
          return isSound ? ExitCode.DONE : ExitCode.BROKEN;
        });
  }

  private static void print(List<Row> rows, boolean json, PrintWriter out) {
    if (!json) {
      out.println(ROW.formatted("ENGINE", "NAME", "LANGUAGES", "SHA-256", "LICENCE", "SOURCE"));
    }
    rows.forEach(row -> out.println(json ? ToolRun.json(row) : row.line()));
  }

  private int act(SettingsOptions options, Action action) {
    EngineConfig settings = options.load().settings().engine();
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    ExitCode code = ExitCode.BROKEN;
    try {
      code = action.run(settings, out);
    } catch (ModelFolder.RefusedException e) {
      err.println(e.getMessage());
      code = ExitCode.USAGE;
    } catch (IOException e) {
      err.println(
          "The models cannot be read or written (%s); check the permissions and the free space of the models folder"
              .formatted(e));
    }
    out.flush();
    err.flush();
    return code.code();
  }
}
