/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks the hit path and the reading of pages, and runs soaks. */
@NullMarked
package io.ocrstream.loadtest.bench;

import org.jspecify.annotations.NullMarked;
