/* SPDX-License-Identifier: Apache-2.0 */
/** Loads settings: their sources, values, rules and problems, and the schema they are read by. */
@NullMarked
package io.ocrstream.config.loader;

import org.jspecify.annotations.NullMarked;
