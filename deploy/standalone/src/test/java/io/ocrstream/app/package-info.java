/* SPDX-License-Identifier: Apache-2.0 */
/** A worker that is wired to die. */
@NullMarked
package io.ocrstream.app;

import org.jspecify.annotations.NullMarked;
