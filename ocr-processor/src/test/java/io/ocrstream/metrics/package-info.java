/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.metrics;

import org.jspecify.annotations.NullMarked;
