/* SPDX-License-Identifier: Apache-2.0 */
/** The sandbox of a child: Landlock for files, seccomp for system calls. */
@NullMarked
package io.ocrstream.engine.child.sandbox;

import org.jspecify.annotations.NullMarked;
