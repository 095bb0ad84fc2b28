/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
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
 * ONNX Runtime's libraries, unpacked once for all processes: by itself, it would unpack its own at
 * each start, and leave them behind in a process that is killed.
 *
 * <p><b>Threading:</b> any; loads once for each process.
 */
final class RuntimeLibraries {
  private static final String SEARCH_PATH = "onnxruntime.native.path";
  private static final String RESOURCES = "ai/onnxruntime/native/";

  private static boolean loaded;

  private RuntimeLibraries() {}

  /**
   * Unpacks into {@code folder} and loads, unless that was done before in this process.
   *
   * @throws EngineUnavailableException if this platform has no libraries or they cannot be loaded
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
            "ONNX Runtime %s was loaded instead of %s."
                .formatted(environment.getVersion(), OnnxCatalog.RUNTIME_VERSION));
      }
      loaded = true;
    } catch (IOException e) {
      throw new EngineUnavailableException("ONNX Runtime's libraries cannot be unpacked.", e);
    } catch (LinkageError | OrtException e) {
      throw new EngineUnavailableException(
          "ONNX Runtime cannot be loaded: is com.microsoft.onnxruntime:onnxruntime on the class"
              + " path?",
          e);
    }
  }

  /**
   * Unpacks into {@code folder} what this platform loads.
   *
   * @throws EngineUnavailableException if there is nothing for this platform on the class path
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
    for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String file = "lib" + library + (mac ? ".dylib" : ".so");
      URL url =
          RuntimeLibraries.class.getClassLoader().getResource(RESOURCES + platform + "/" + file);
      if (url == null) {
        throw new EngineUnavailableException(
            "There are no libraries of ONNX Runtime for this platform (%s), or none on the class path."
                .formatted(platform));
      }
      InstallFolder.Bytes bytes = url::openStream;
      items.add(new InstallFolder.Item(file, InstallFolder.sha256(bytes), bytes));
    }
    return folder.publish("onnxruntime", items, Map.of());
  }
}
