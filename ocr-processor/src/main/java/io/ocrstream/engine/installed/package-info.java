/* SPDX-License-Identifier: Apache-2.0 */
/** The engines of this process; each document is read by the one that its options name. */
@NullMarked
package io.ocrstream.engine.installed;

import org.jspecify.annotations.NullMarked;
