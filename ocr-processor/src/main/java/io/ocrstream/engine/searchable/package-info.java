/* SPDX-License-Identifier: Apache-2.0 */
/** Searchable PDFs: a document's pages with selectable text. */
@NullMarked
package io.ocrstream.engine.searchable;

import org.jspecify.annotations.NullMarked;
