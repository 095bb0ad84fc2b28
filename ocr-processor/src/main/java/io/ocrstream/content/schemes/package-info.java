/* SPDX-License-Identifier: Apache-2.0 */
/** The stores of documents and of outputs, by the scheme of a location. */
@NullMarked
package io.ocrstream.content.schemes;

import org.jspecify.annotations.NullMarked;
