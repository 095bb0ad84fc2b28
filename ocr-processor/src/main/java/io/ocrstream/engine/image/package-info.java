/* SPDX-License-Identifier: Apache-2.0 */
/** Image files to pixels, and the preparation of a page's pixels before it is read. */
@NullMarked
package io.ocrstream.engine.image;

import org.jspecify.annotations.NullMarked;
