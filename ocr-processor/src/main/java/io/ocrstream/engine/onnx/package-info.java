/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Page images to text with neural networks on ONNX Runtime: one finds the text, one reads it. The
 * only importer of ONNX Runtime, which is not on every class path: {@link
 * io.ocrstream.engine.onnx.OnnxCatalog} does without it.
 */
@NullMarked
package io.ocrstream.engine.onnx;

import org.jspecify.annotations.NullMarked;
