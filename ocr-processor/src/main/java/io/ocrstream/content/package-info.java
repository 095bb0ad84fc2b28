/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads the bytes at a location, with limits, hashes and access checks. Knows URI schemes, but
 * neither the cache nor OCR.
 */
@NullMarked
package io.ocrstream.content;

import org.jspecify.annotations.NullMarked;
