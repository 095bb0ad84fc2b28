/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the topology. */
@NullMarked
package io.ocrstream.topology;

import org.jspecify.annotations.NullMarked;
