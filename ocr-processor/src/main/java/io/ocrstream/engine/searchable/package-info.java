/* SPDX-License-Identifier: Apache-2.0 */
/** Makes searchable PDFs: a document's pages with a selectable text layer. */
@NullMarked
package io.ocrstream.engine.searchable;

import org.jspecify.annotations.NullMarked;
