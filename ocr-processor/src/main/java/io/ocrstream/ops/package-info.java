/* SPDX-License-Identifier: Apache-2.0 */
/** Health, statistics, metrics over HTTP. Not OCR. */
@NullMarked
package io.ocrstream.ops;

import org.jspecify.annotations.NullMarked;
