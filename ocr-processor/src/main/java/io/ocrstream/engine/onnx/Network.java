/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ocrstream.engine.EngineUnavailableException;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A network with one input, of which the first output is used.
 *
 * <p><b>Threading:</b> any; runs in parallel for several threads. <b>Bounds:</b> {@code threads}
 * processors per run; memory is released after each run, since arenas are off. <b>Fails:</b> with
 * {@link IllegalStateException} if the runtime does.
 */
final class Network implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;

  private Network(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
  }

  /**
   * Loads a network.
   *
   * @throws EngineUnavailableException if the bytes are not a network that the runtime supports
   */
  static Network load(byte[] model, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      // Pages differ in size, and an arena would keep memory for the largest of each shape.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      // Spinning threads would take processor time from other slots.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new Network(environment, environment.createSession(model, options));
    } catch (OrtException e) {
      throw new EngineUnavailableException(
          "A network of the ONNX engine cannot be loaded; check the files in ocr.engine.onnx.models-dir",
          e);
    }
  }

  /** Runs the network on {@code values}. */
  Tensor run(Tensor values) {
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(values.values()), values.shape());
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      if (!(result.get(0) instanceof OnnxTensor output)
          || output.getInfo().type != OnnxJavaType.FLOAT) {
        throw new IllegalStateException("The first output of the network has no numbers");
      }
      return new Tensor(output.getFloatBuffer().array(), output.getInfo().getShape());
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
  }
}
