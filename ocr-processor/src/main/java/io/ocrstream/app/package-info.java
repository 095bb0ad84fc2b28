/* SPDX-License-Identifier: Apache-2.0 */
/** Wires the roles: lifecycle, endpoints and exit codes. */
@NullMarked
package io.ocrstream.app;

import org.jspecify.annotations.NullMarked;
