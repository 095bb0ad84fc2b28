/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the chaos runs. */
@NullMarked
package io.ocrstream.standalone.chaos;

import org.jspecify.annotations.NullMarked;
