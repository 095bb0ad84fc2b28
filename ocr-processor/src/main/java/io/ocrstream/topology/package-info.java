/* SPDX-License-Identifier: Apache-2.0 */
/** The nodes and edges of the stream, without business rules. */
@NullMarked
package io.ocrstream.topology;

import org.jspecify.annotations.NullMarked;
