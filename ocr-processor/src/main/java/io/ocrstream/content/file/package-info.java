/* SPDX-License-Identifier: Apache-2.0 */
/** Documents and outputs below configured folders. */
@NullMarked
package io.ocrstream.content.file;

import org.jspecify.annotations.NullMarked;
