/* SPDX-License-Identifier: Apache-2.0 */
/** Opens a file of any supported type as a source of pages. */
@NullMarked
package io.ocrstream.engine.document;

import org.jspecify.annotations.NullMarked;
