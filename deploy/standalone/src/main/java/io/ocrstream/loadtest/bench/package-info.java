/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks of the hit path and of reading pages; soak runs. */
@NullMarked
package io.ocrstream.loadtest.bench;

import org.jspecify.annotations.NullMarked;
