/* SPDX-License-Identifier: Apache-2.0 */
/** Records that leave the topology's nodes, with their headers and their meters. */
@NullMarked
package io.ocrstream.topology.records;

import org.jspecify.annotations.NullMarked;
