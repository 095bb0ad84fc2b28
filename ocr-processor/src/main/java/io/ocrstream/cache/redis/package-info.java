/* SPDX-License-Identifier: Apache-2.0 */
/** The cache in Redis, through Lettuce: connection, deadlines, encodings, encryption. */
@NullMarked
package io.ocrstream.cache.redis;

import org.jspecify.annotations.NullMarked;
