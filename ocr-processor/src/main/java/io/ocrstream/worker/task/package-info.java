/* SPDX-License-Identifier: Apache-2.0 */
/** Share-group consumers: one task at a time, renewed while it runs. */
@NullMarked
package io.ocrstream.worker.task;

import org.jspecify.annotations.NullMarked;
