/* SPDX-License-Identifier: Apache-2.0 */
/** Handles the two kinds of task, identify and recognise, with deadlines and retries. */
@NullMarked
package io.ocrstream.worker;

import org.jspecify.annotations.NullMarked;
