/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.ocrstream.ops.web;

import org.jspecify.annotations.NullMarked;
