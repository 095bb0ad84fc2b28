/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs engines in child processes, so that a file that crashes or hangs an engine, or exhausts its
 * memory, does not harm the worker. {@link io.ocrstream.engine.child.IsolatedEngine} is the
 * worker's side, {@link io.ocrstream.engine.child.ChildMain} the child's.
 */
@NullMarked
package io.ocrstream.engine.child;

import org.jspecify.annotations.NullMarked;
