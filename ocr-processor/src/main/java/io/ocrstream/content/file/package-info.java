/* SPDX-License-Identifier: Apache-2.0 */
/** Documents and outputs in files below configured folders. */
@NullMarked
package io.ocrstream.content.file;

import org.jspecify.annotations.NullMarked;
