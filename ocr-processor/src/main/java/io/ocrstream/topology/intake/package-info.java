/* SPDX-License-Identifier: Apache-2.0 */
/** The node that parses events and looks them up in the cache. */
@NullMarked
package io.ocrstream.topology.intake;

import org.jspecify.annotations.NullMarked;
