/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.natives;

import com.sun.jna.Platform;
import io.ocrstream.engine.Checksums;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.tess4j.TessAPI1;

/**
 * Unpacks the native libraries of Tesseract and Leptonica from their jars and loads them from
 * there, never from the system.
 *
 * <p><b>Threading:</b> any; loads once per process.
 */
public final class NativeLibraries {
  /** Version of the bundled Tesseract. Other versions are rejected. */
  public static final String TESSERACT_VERSION = "5.5.3";

  /** Leptonica's severity at which it prints nothing. */
  private static final int SEVERITY_NONE = 6;

  private static final String SEARCH_PATH = "jna.library.path";

  /**
   * Libraries with their name in the jar, and the plain name that JNA looks for. Without the plain
   * name JNA would load the system's library.
   */
  private static final Map<String, List<Library>> BY_SYSTEM =
      Map.of(
          "linux",
          List.of(
              new Library("leptonica", "libleptonica.so.6", "libleptonica.so"),
              new Library("tesseract", "libtesseract.so.5.5", "libtesseract.so")),
          "macosx",
          List.of(
              new Library("leptonica", "libleptonica.6.dylib", "libleptonica.dylib"),
              new Library("tesseract", "libtesseract.5.5.dylib", "libtesseract.dylib")));

  private static boolean loaded;

  private NativeLibraries() {}

  private record Library(String artifact, String fileName, String plainName) {}

  /**
   * Unpacks the libraries into {@code folder} and loads them, once per process.
   *
   * @throws EngineUnavailableException if the platform is not supported or loading fails
   */
  public static synchronized void load(InstallFolder folder) {
    if (loaded) {
      return;
    }
    try {
      Path libraries = unpack(folder);
      String others = System.getProperty(SEARCH_PATH);
      System.setProperty(
          SEARCH_PATH,
          others == null ? libraries.toString() : libraries + File.pathSeparator + others);
      Leptonica1.setMsgSeverity(SEVERITY_NONE);
      String version = TessAPI1.TessVersion();
      if (!version.equals(TESSERACT_VERSION)) {
        throw new EngineUnavailableException(
            "Tesseract %s was loaded instead of %s; unset %s"
                .formatted(version, TESSERACT_VERSION, SEARCH_PATH));
      }
      loaded = true;
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The engine's libraries cannot be unpacked into ocr.engine.install-dir (%s); check its"
                  .formatted(e.getClass().getSimpleName())
              + " free space and that this user may write to it",
          e);
    } catch (LinkageError e) {
      throw new EngineUnavailableException(
          "The engine's libraries cannot be loaded; check that the file system of"
              + " ocr.engine.install-dir is not mounted noexec",
          e);
    }
  }

  /**
   * Unpacks the libraries of this platform into {@code folder}, and returns the folder that
   * contains them.
   *
   * @throws EngineUnavailableException if the platform is not supported
   */
  public static Path unpack(InstallFolder folder) throws IOException {
    return unpack(folder, platform(Platform.getOSType(), Platform.ARCH));
  }

  /** Returns the platform's name in the jars, such as {@code linux-x86_64}. */
  static String platform(int osType, String architecture) {
    String system =
        switch (osType) {
          case Platform.LINUX -> "linux";
          case Platform.MAC -> "macosx";
          default -> "unsupported";
        };
    String arch =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "x86-64", "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> architecture;
        };
    return system + "-" + arch;
  }

  public static Path unpack(InstallFolder folder, String platform) throws IOException {
    List<Library> libraries =
        BY_SYSTEM.getOrDefault(platform.substring(0, platform.indexOf('-')), List.of());
    List<InstallFolder.Item> items = new ArrayList<>();
    Map<String, String> sums = Checksums.of(NativeLibraries.class, "");
    Map<String, String> links = new LinkedHashMap<>();
    for (Library library : libraries) {
      String path = "org/bytedeco/%s/%s/%s";
      URL url =
          NativeLibraries.class
              .getClassLoader()
              .getResource(path.formatted(library.artifact(), platform, library.fileName()));
      if (url != null) {
        InstallFolder.Bytes bytes = url::openStream;
        String known = sums.get(platform + "/" + library.fileName());
        String sum = known == null ? InstallFolder.sha256(bytes) : known;
        items.add(new InstallFolder.Item(library.fileName(), sum, bytes));
        links.put(library.plainName(), library.fileName());
      }
    }
    if (libraries.isEmpty() || items.size() < libraries.size()) {
      throw new EngineUnavailableException(
          "There are no Tesseract libraries for this platform (%s); run on linux-x86_64, or add "
                  .formatted(platform)
              + "org.bytedeco's tesseract and leptonica jars of the platform to the class path");
    }
    return folder.publish("natives", items, links);
  }
}
