/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Find and put. An outage is an answer. The only importer of Lettuce; knows no topics and no
 * events.
 */
@NullMarked
package io.ocrstream.cache;

import org.jspecify.annotations.NullMarked;
