/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Breaks a running system in every way that a plan names, and has a stranger check what came of it.
 */
@NullMarked
package io.ocrstream.standalone.chaos;

import org.jspecify.annotations.NullMarked;
