/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the workers. */
@NullMarked
package io.ocrstream.worker;

import org.jspecify.annotations.NullMarked;
