/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.output;

import org.jspecify.annotations.NullMarked;
