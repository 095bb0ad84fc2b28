/* SPDX-License-Identifier: Apache-2.0 */
/** Share-group consumers. Each works on one task at a time and renews its lock meanwhile. */
@NullMarked
package io.ocrstream.worker.task;

import org.jspecify.annotations.NullMarked;
