/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.child.sandbox.SandboxSupport;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.engine.natives.NativeLibraries;
import io.ocrstream.models.ModelTrial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks the engine's libraries, its models, and the sandbox. */
final class EngineCheck {
  private static final String NAME = "engine";
  private static final String MODELS = "models";
  private static final int DIGEST_DIGITS = 12;

  private EngineCheck() {}

  static List<Finding> of(EngineConfig settings) {
    Finding sandbox = sandbox(settings.sandbox());
    try {
      return List.of(installed(settings), sandbox);
    } catch (EngineUnavailableException e) {
      return List.of(Finding.fail(NAME, String.valueOf(e.getMessage())), sandbox);
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              NAME,
              "its files cannot be unpacked (%s); check ocr.engine.install-dir and its free space"
                  .formatted(e.getMessage())),
          sandbox);
    }
  }

  private static Finding installed(EngineConfig settings) throws IOException {
    InstalledEngines engines = InstalledEngines.of(settings);
    OcrOptions options = ReadingDefaults.of(settings);
    Optional<EngineInfo> info = engines.info(options);
    if (info.isEmpty()) {
      return Finding.fail(
          NAME,
          engines.refusal(options).message()
              + "; correct ocr.engine.languages, or add models to ocr.engine.models-dir");
    }
    InstallFolder folder = new InstallFolder(settings.installDir());
    engines.unpackLibraries(folder);
    NativeLibraries.load(folder);
    return Finding.ok(
        NAME,
        "%s %s, languages %s, model digest %s"
            .formatted(
                info.get().name(),
                info.get().version(),
                String.join("+", settings.languages()),
                info.get().modelDigest().substring(0, DIGEST_DIGITS)));
  }

  /** Checks the digest of every model, and reads a small page with it. */
  static List<Finding> models(EngineConfig settings) throws IOException {
    List<ModelTrial.Result> results = new ModelTrial(settings).results();
    List<Finding> failed =
        results.stream()
            .flatMap(
                result ->
                    result.problem().stream()
                        .map(
                            problem ->
                                Finding.fail(
                                    MODELS, "%s: %s".formatted(result.model().name(), problem))))
            .toList();
    return failed.isEmpty()
        ? List.of(Finding.ok(MODELS, "%d models read a page".formatted(results.size())))
        : failed;
  }

  private static Finding sandbox(EngineConfig.Sandbox wanted) {
    Optional<String> missing = SandboxSupport.ofKernel().missing();
    if (wanted == EngineConfig.Sandbox.OFF) {
      return Finding.warn(
          "sandbox",
          "off: a malicious file can access all that this user can; set"
              + " ocr.engine.sandbox=auto");
    }
    if (missing.isEmpty()) {
      return Finding.ok("sandbox", "Landlock and seccomp");
    }
    String message =
        "this machine has no %s; update the kernel, or allow it in the container's profile"
            .formatted(missing.get());
    return wanted == EngineConfig.Sandbox.REQUIRED
        ? Finding.fail("sandbox", message)
        : Finding.warn("sandbox", message);
  }
}
