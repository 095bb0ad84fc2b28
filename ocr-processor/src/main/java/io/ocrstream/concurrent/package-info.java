/* SPDX-License-Identifier: Apache-2.0 */
/** Creates threads, and waits. */
@NullMarked
package io.ocrstream.concurrent;

import org.jspecify.annotations.NullMarked;
