/* SPDX-License-Identifier: Apache-2.0 */
/** Serves the web page: figures of this process, answers from the topics, and uploads. */
@NullMarked
package io.ocrstream.ops.web;

import org.jspecify.annotations.NullMarked;
