/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.engine;

import org.jspecify.annotations.NullMarked;
