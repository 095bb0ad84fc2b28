/* SPDX-License-Identifier: Apache-2.0 */
/** The nodes that join events to flights and land flights on completions. */
@NullMarked
package io.ocrstream.topology.flight;

import org.jspecify.annotations.NullMarked;
