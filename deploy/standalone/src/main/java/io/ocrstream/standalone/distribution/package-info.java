/* SPDX-License-Identifier: Apache-2.0 */
/** Files of the distribution that the build generates: completion, man pages, bill of materials. */
@NullMarked
package io.ocrstream.standalone.distribution;

import org.jspecify.annotations.NullMarked;
