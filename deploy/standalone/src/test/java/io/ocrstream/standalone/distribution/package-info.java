/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.standalone.distribution;

import org.jspecify.annotations.NullMarked;
