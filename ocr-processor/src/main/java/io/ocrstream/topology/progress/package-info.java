/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Detection of lost tasks from the progress of the share groups, and monitoring of the input topic.
 */
@NullMarked
package io.ocrstream.topology.progress;

import org.jspecify.annotations.NullMarked;
