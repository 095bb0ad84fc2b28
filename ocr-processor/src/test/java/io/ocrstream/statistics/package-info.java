/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.statistics;

import org.jspecify.annotations.NullMarked;
