/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Output;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the events of a command ask for: the same options for every command that publishes. */
public final class ReadingOptions {
  @Option(names = "--languages", paramLabel = "LANG", description = "Such as por+eng.")
  private @Nullable String languages;

  @Option(
      names = "--outputs",
      paramLabel = "LIST",
      description =
          "Any of text, words, lines, blocks, and of the files tsv, hocr, alto, pdf, which go into"
              + " the folder of texts.")
  private @Nullable String outputs;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Any of auto, tesseract, onnx (default: as the settings say).")
  private @Nullable String engine;

  @Option(names = "--no-hash", description = "Leave the content hash out of the events.")
  private boolean noHash;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /**
   * Options of every event.
   *
   * @throws ParameterException if they name what is not known
   */
  public EventOptions event() {
    return EventOptions.DEFAULTS
        .withEngine(engine == null ? null : engine(engine))
        .withLanguages(languages == null ? null : List.of(languages.split("[+,]")))
        .withOutputs(
            outputs == null ? null : Stream.of(outputs.split(",")).map(this::output).toList());
  }

  /** Whether events carry the content hash of local files. */
  public boolean hash() {
    return !noHash;
  }

  private EngineName engine(String name) {
    return EngineName.parse(name)
        .orElseThrow(
            () -> usage("--engine: '%s' is none of auto, tesseract, onnx".formatted(name)));
  }

  private Output output(String name) {
    return Output.parse(name)
        .orElseThrow(
            () -> {
              String known =
                  Arrays.stream(Output.values())
                      .map(Output::jsonName)
                      .collect(Collectors.joining(", "));
              return usage("--outputs: '%s' is none of %s".formatted(name, known));
            });
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
