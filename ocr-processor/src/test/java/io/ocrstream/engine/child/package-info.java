/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.engine.child;

import org.jspecify.annotations.NullMarked;
