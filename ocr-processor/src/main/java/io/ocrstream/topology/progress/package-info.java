/* SPDX-License-Identifier: Apache-2.0 */
/** Finds tasks that were lost, by the progress of the share groups. */
@NullMarked
package io.ocrstream.topology.progress;

import org.jspecify.annotations.NullMarked;
