/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.engine.onnx;

import org.jspecify.annotations.NullMarked;
