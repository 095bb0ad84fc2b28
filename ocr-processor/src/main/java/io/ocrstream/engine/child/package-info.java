/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine in child processes: what decodes and reads a file may crash, hang or run out of memory
 * without harm to the worker. {@link io.ocrstream.engine.child.IsolatedEngine} is the worker's
 * side, {@link io.ocrstream.engine.child.ChildMain} the child's.
 */
@NullMarked
package io.ocrstream.engine.child;

import org.jspecify.annotations.NullMarked;
