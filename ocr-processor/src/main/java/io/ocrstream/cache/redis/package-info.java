/* SPDX-License-Identifier: Apache-2.0 */
/** The cache in Redis. The only importer of Lettuce. */
@NullMarked
package io.ocrstream.cache.redis;

import org.jspecify.annotations.NullMarked;
