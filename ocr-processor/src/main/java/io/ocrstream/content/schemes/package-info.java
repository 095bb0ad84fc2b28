/* SPDX-License-Identifier: Apache-2.0 */
/** The stores of documents and outputs by URI scheme. */
@NullMarked
package io.ocrstream.content.schemes;

import org.jspecify.annotations.NullMarked;
