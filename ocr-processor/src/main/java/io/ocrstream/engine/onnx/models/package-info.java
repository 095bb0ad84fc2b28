/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Describes sets of models: networks, vocabularies and the languages that they spell. It does not
 * load networks.
 */
@NullMarked
package io.ocrstream.engine.onnx.models;

import org.jspecify.annotations.NullMarked;
