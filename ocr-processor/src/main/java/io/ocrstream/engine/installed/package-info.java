/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Finds and starts the installed engines. Each document is read by the engine that its options
 * name.
 */
@NullMarked
package io.ocrstream.engine.installed;

import org.jspecify.annotations.NullMarked;
