/* SPDX-License-Identifier: Apache-2.0 */
/** Circuit breakers before what may fail for everyone at once. Knows nothing of what that is. */
@NullMarked
package io.ocrstream.breaker;

import org.jspecify.annotations.NullMarked;
