/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the standalone process. */
@NullMarked
package io.ocrstream.standalone;

import org.jspecify.annotations.NullMarked;
