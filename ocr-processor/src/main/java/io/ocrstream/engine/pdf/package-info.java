/* SPDX-License-Identifier: Apache-2.0 */
/** PDF pages: their text layer, their pictures, and their drawing. */
@NullMarked
package io.ocrstream.engine.pdf;

import org.jspecify.annotations.NullMarked;
