/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of flights. */
@NullMarked
package io.ocrstream.flight;

import org.jspecify.annotations.NullMarked;
