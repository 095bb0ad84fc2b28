/* SPDX-License-Identifier: Apache-2.0 */
/** Serves health, statistics, metrics and settings over HTTP. */
@NullMarked
package io.ocrstream.ops;

import org.jspecify.annotations.NullMarked;
