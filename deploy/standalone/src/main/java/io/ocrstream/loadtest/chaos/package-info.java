/* SPDX-License-Identifier: Apache-2.0 */
/** Runs that break the stack on purpose and check every answer. */
@NullMarked
package io.ocrstream.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
