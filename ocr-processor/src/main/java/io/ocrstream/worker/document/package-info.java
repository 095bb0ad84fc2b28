/* SPDX-License-Identifier: Apache-2.0 */
/** Reads one document: pages in parallel, payload, output files. */
@NullMarked
package io.ocrstream.worker.document;

import org.jspecify.annotations.NullMarked;
