/* SPDX-License-Identifier: Apache-2.0 */
/** Typed settings: every key, default and range. Not wiring. */
@NullMarked
package io.ocrstream.config;

import org.jspecify.annotations.NullMarked;
