/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The ports of the cache: look up, store, read statistics. An outage is a result, not an exception.
 * Only the subpackages import Lettuce. These types know neither topics nor events.
 */
@NullMarked
package io.ocrstream.cache;

import org.jspecify.annotations.NullMarked;
