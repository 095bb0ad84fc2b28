/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the options of published events; all commands that publish share them. */
public final class ReadingOptions {
  @Option(
      names = "--languages",
      paramLabel = "LANG",
      description = "Languages of the documents, such as por+eng")
  private @Nullable String languages;

  @Option(
      names = "--outputs",
      paramLabel = "LIST",
      description =
          "Outputs: any of text, words, lines, blocks, and the files tsv, hocr, alto,"
              + " pdf, which go into the folder of texts")
  private @Nullable String outputs;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Engine: auto, tesseract or onnx (default: from the settings)")
  private @Nullable String engine;

  @Option(names = "--no-hash", description = "Omit the content hash from the events")
  private boolean noHash;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /**
   * Returns the options of every event.
   *
   * @throws ParameterException for an unknown engine or output
   */
  public EventOptions event() {
    return EventOptions.DEFAULTS
        .withEngine(engine == null ? null : engine(engine))
        .withLanguages(languages == null ? null : List.of(languages.split("[+,]")))
        .withOutputs(
            outputs == null ? null : Stream.of(outputs.split(",")).map(this::output).toList());
  }

  /** Returns whether events contain the content hash of local files. */
  public boolean hash() {
    return !noHash;
  }

  /**
   * Checks that every language that the user gave is installed.
   *
   * @param installedLanguages called if the user gave any
   * @throws ParameterException for the first one that is not
   */
  public void checkLanguages(Supplier<SortedSet<String>> installedLanguages) {
    List<String> asked = event().languages();
    if (asked == null || asked.equals(OcrOptions.AUTO_LANGUAGES)) {
      return;
    }
    SortedSet<String> installed = installedLanguages.get();
    for (String language : asked) {
      if (!installed.contains(language)) {
        throw usage(
            "--languages: '%s' is not installed; use %s"
                .formatted(language, String.join(", ", installed)));
      }
    }
  }

  private EngineName engine(String name) {
    return Json.Named.parse(EngineName.class, name)
        .orElseThrow(
            () -> usage("--engine: '%s' is not one of auto, tesseract, onnx".formatted(name)));
  }

  private Output output(String name) {
    return Json.Named.parse(Output.class, name)
        .orElseThrow(
            () -> {
              String known =
                  Arrays.stream(Output.values())
                      .map(Output::jsonName)
                      .collect(Collectors.joining(", "));
              return usage("--outputs: '%s' is not one of %s".formatted(name, known));
            });
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
