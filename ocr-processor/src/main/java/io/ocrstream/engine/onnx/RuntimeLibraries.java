/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.ocrstream.engine.Checksums;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Unpacks the libraries of ONNX Runtime once for all processes. On its own, the runtime would
 * unpack them at each start and leave them behind when a process is killed.
 *
 * <p><b>Threading:</b> any; loads once per process.
 */
final class RuntimeLibraries {
  private static final String SEARCH_PATH = "onnxruntime.native.path";
  private static final String RESOURCES = "ai/onnxruntime/native/";

  private static boolean loaded;

  private RuntimeLibraries() {}

  /**
   * Unpacks the libraries into {@code folder} and loads them, once per process.
   *
   * @throws EngineUnavailableException if the platform is not supported or loading fails
   */
  static synchronized void load(InstallFolder folder) {
    if (loaded) {
      return;
    }
    try {
      Path libraries = unpack(folder);
      System.setProperty(SEARCH_PATH, libraries.toString());
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      environment.setTelemetry(false);
      if (!environment.getVersion().equals(OnnxCatalog.RUNTIME_VERSION)) {
        throw new EngineUnavailableException(
            "ONNX Runtime %s was loaded instead of %s; keep only one version of onnxruntime on the class path"
                .formatted(environment.getVersion(), OnnxCatalog.RUNTIME_VERSION));
      }
      loaded = true;
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "ONNX Runtime's libraries cannot be unpacked; check ocr.engine.install-dir", e);
    } catch (LinkageError | OrtException e) {
      throw new EngineUnavailableException(
          "ONNX Runtime cannot be loaded; add com.microsoft.onnxruntime:onnxruntime to the class"
              + " path",
          e);
    }
  }

  /**
   * Unpacks the libraries of this platform into {@code folder}, and returns the folder that
   * contains them.
   *
   * @throws EngineUnavailableException if the class path has none for this platform
   */
  static Path unpack(InstallFolder folder) throws IOException {
    return unpack(folder, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Path unpack(InstallFolder folder, String system, String architecture) throws IOException {
    boolean mac = system.toLowerCase(Locale.ROOT).contains("mac");
    boolean arm = List.of("aarch64", "arm64").contains(architecture.toLowerCase(Locale.ROOT));
    String platform =
        (mac ? "osx" : system.toLowerCase(Locale.ROOT)) + "-" + (arm ? "aarch64" : "x64");
    List<InstallFolder.Item> items = new ArrayList<>();
    Map<String, String> sums = Checksums.of(RuntimeLibraries.class, "");
    for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String file = "lib" + library + (mac ? ".dylib" : ".so");
      URL url =
          RuntimeLibraries.class.getClassLoader().getResource(RESOURCES + platform + "/" + file);
      if (url == null) {
        throw new EngineUnavailableException(
            "The class path has no libraries of ONNX Runtime for this platform (%s)"
                .formatted(platform));
      }
      InstallFolder.Bytes bytes = url::openStream;
      String known = sums.get(platform + "/" + file);
      String sum = known == null ? InstallFolder.sha256(bytes) : known;
      items.add(new InstallFolder.Item(file, sum, bytes));
    }
    return folder.publish("onnxruntime", items, Map.of());
  }
}
