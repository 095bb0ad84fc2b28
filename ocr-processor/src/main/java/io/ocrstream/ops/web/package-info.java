/* SPDX-License-Identifier: Apache-2.0 */
/** The web page: what it shows of this process and of the topics of answers, and what it takes. */
@NullMarked
package io.ocrstream.ops.web;

import org.jspecify.annotations.NullMarked;
