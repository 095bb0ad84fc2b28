/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.topology.simulation;

import org.jspecify.annotations.NullMarked;
