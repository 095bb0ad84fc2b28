/* SPDX-License-Identifier: Apache-2.0 */
/** Circuit breakers and the gate that holds tasks during an outage. */
@NullMarked
package io.ocrstream.resilience;

import org.jspecify.annotations.NullMarked;
