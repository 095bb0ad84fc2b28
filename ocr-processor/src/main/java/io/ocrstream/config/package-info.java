/* SPDX-License-Identifier: Apache-2.0 */
/** Defines the typed settings: every key with its default and range. */
@NullMarked
package io.ocrstream.config;

import org.jspecify.annotations.NullMarked;
