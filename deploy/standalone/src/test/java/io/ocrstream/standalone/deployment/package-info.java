/* SPDX-License-Identifier: Apache-2.0 */

/** What the files that describe an installation say, held against the program that they install. */
@NullMarked
package io.ocrstream.standalone.deployment;

import org.jspecify.annotations.NullMarked;
