/* SPDX-License-Identifier: Apache-2.0 */
/** Prepares the image of a page for recognition: contrast, resolution, orientation, skew, rules. */
@NullMarked
package io.ocrstream.engine.preparation;

import org.jspecify.annotations.NullMarked;
