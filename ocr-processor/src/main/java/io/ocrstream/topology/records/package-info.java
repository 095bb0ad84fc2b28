/* SPDX-License-Identifier: Apache-2.0 */
/** Records that leave the topology's nodes, their headers, and how they are counted. */
@NullMarked
package io.ocrstream.topology.records;

import org.jspecify.annotations.NullMarked;
