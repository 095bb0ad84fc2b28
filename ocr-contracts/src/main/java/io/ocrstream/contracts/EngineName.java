/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** Lists the engines that an event may request; an installation may have only some of them. */
public enum EngineName implements Json.Named {
  /** Chooses between the other engines page by page. */
  AUTO,
  /** Tesseract with its LSTM models. */
  TESSERACT,
  /** Text detection and recognition models with ONNX Runtime. */
  ONNX;
}
