/* SPDX-License-Identifier: Apache-2.0 */
/** Wiring, lifecycle, command line. Nothing worth testing alone. */
@NullMarked
package io.ocrstream.app;

import org.jspecify.annotations.NullMarked;
