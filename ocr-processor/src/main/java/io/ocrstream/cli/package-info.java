/* SPDX-License-Identifier: Apache-2.0 */
/** Provides the command line: roles and tools for a cluster. */
@NullMarked
package io.ocrstream.cli;

import org.jspecify.annotations.NullMarked;
