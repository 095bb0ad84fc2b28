/* SPDX-License-Identifier: Apache-2.0 */
/** Administrators' commands on the cache: forget, export, import, warm, migrate. */
@NullMarked
package io.ocrstream.cache.admin;

import org.jspecify.annotations.NullMarked;
