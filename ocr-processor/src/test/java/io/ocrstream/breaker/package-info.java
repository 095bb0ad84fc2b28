/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of circuit breakers. */
@NullMarked
package io.ocrstream.breaker;

import org.jspecify.annotations.NullMarked;
