/* SPDX-License-Identifier: Apache-2.0 */
/** Injects faults into a running stack and checks every answer. */
@NullMarked
package io.ocrstream.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
