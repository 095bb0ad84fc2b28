/* SPDX-License-Identifier: Apache-2.0 */
/** Folders with the native libraries and models that are unpacked from jars. */
@NullMarked
package io.ocrstream.engine.natives;

import org.jspecify.annotations.NullMarked;
