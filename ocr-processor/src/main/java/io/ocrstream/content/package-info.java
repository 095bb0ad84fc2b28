/* SPDX-License-Identifier: Apache-2.0 */
/** A location to bytes: bounded, hashed, allowed. Knows the schemes; not the cache, not OCR. */
@NullMarked
package io.ocrstream.content;

import org.jspecify.annotations.NullMarked;
