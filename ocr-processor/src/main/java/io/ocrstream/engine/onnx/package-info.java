/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Recognises page images with neural networks on ONNX Runtime: one detects text, one recognises it.
 * This package is the only one that imports ONNX Runtime, which is optional on the class path.
 * {@link io.ocrstream.engine.onnx.OnnxCatalog} works without it.
 */
@NullMarked
package io.ocrstream.engine.onnx;

import org.jspecify.annotations.NullMarked;
