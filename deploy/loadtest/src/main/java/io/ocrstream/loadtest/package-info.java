/* SPDX-License-Identifier: Apache-2.0 */
/** Adds the load tests to the commands of a checkout; a distribution does not have them. */
@NullMarked
package io.ocrstream.loadtest;

import org.jspecify.annotations.NullMarked;
