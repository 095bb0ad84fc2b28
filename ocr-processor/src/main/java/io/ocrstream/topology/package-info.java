/* SPDX-License-Identifier: Apache-2.0 */
/** Nodes and edges of the stream; no business rules. */
@NullMarked
package io.ocrstream.topology;

import org.jspecify.annotations.NullMarked;
