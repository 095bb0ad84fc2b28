/* SPDX-License-Identifier: Apache-2.0 */
/** Decodes image files to pixels, and measures and changes pixels in native memory. */
@NullMarked
package io.ocrstream.engine.image;

import org.jspecify.annotations.NullMarked;
