/* SPDX-License-Identifier: Apache-2.0 */
/** Decodes image files to pixels and preprocesses pages for recognition. */
@NullMarked
package io.ocrstream.engine.image;

import org.jspecify.annotations.NullMarked;
