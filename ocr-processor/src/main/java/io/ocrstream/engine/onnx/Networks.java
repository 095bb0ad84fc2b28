/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.ModelConfig;
import io.ocrstream.engine.onnx.models.ModelSet;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds the two networks of a model set.
 *
 * <p><b>Threading:</b> any.
 *
 * @param detection finds pieces of text on a page
 * @param recognition reads pieces
 */
record Networks(Network detection, Network recognition) implements AutoCloseable {
  /**
   * Loads the runtime's libraries and both networks.
   *
   * @throws EngineUnavailableException if that fails
   */
  static Networks load(EngineConfig settings, ModelSet models) {
    RuntimeLibraries.load(new InstallFolder(settings.installDir()));
    int threads = settings.onnx().threads();
    try {
      byte[] finds = models.files().read(models.detection().file());
      byte[] reads = models.files().read(models.recognition().file());
      Network detection = Network.load(finds, threads);
      return new Networks(detection, Network.load(reads, threads));
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The ONNX engine's models cannot be read; check ocr.engine.onnx.models-dir", e);
    }
  }

  /**
   * Runs both networks on blank input of the described size.
   *
   * @return this
   * @throws EngineUnavailableException if one does not accept its input, or gives output of another
   *     shape than the description says
   */
  Networks checked(ModelSet models) {
    ModelConfig.Detection finds = models.detection();
    int edge = finds.fixed() ? finds.maxEdge() : Detector.MULTIPLE;
    check(models.name(), finds.file(), detection, new long[] {edge, edge}, 1, 1, edge, edge);
    ModelConfig.Recognition reads = models.recognition();
    long[] strip = {reads.size().height(), reads.size().minWidth()};
    check(models.name(), reads.file(), recognition, strip, 1, ANY, models.classes());
    return this;
  }

  private static final long ANY = -1;

  private static void check(
      String set, String file, Network network, long[] size, long... expected) {
    long[] shape = {1, PageImage.COLOURS, size[0], size[1]};
    long[] given;
    try {
      float[] blank = new float[Math.toIntExact(PageImage.COLOURS * size[0] * size[1])];
      given = network.run(new Tensor(blank, shape)).shape();
    } catch (IllegalStateException e) {
      throw new EngineUnavailableException(
          "The network %s of the models %s does not take input of the shape %s: %s"
              .formatted(file, set, Arrays.toString(shape), reason(e)),
          e);
    }
    boolean fits = given.length == expected.length;
    for (int i = 0; fits && i < given.length; i++) {
      fits = expected[i] == ANY || expected[i] == given[i];
    }
    if (!fits) {
      throw new EngineUnavailableException(
          "The network %s of the models %s gives output of the shape %s, and the description says %s (-1 is any; the last number of a recognition network is that of the vocabulary and one more)"
              .formatted(file, set, Arrays.toString(given), Arrays.toString(expected)));
    }
  }

  /* One line, because a child process reports only its last one. */
  private static String reason(IllegalStateException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
  }

  @Override
  public void close() {
    try (detection;
        recognition) {
      // Closes both, even if closing the first one fails.
    }
  }
}
