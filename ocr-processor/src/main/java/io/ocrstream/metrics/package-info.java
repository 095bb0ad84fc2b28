/* SPDX-License-Identifier: Apache-2.0 */
/** Every meter that there is: its name, tags and meaning. Not what is measured. */
@NullMarked
package io.ocrstream.metrics;

import org.jspecify.annotations.NullMarked;
