/* SPDX-License-Identifier: Apache-2.0 */
/** Nodes that parse events and look them up in the cache. */
@NullMarked
package io.ocrstream.topology.intake;

import org.jspecify.annotations.NullMarked;
