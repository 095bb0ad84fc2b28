/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.cli;

import org.jspecify.annotations.NullMarked;
