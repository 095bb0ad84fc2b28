/* SPDX-License-Identifier: Apache-2.0 */
/** Creates threads. */
@NullMarked
package io.ocrstream.concurrent;

import org.jspecify.annotations.NullMarked;
