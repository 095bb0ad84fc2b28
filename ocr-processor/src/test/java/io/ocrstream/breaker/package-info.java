/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of breakers. */
@NullMarked
package io.ocrstream.breaker;

import org.jspecify.annotations.NullMarked;
