/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the files that describe a deployment against the program that they deploy. */
@NullMarked
package io.ocrstream.standalone.deployment;

import org.jspecify.annotations.NullMarked;
