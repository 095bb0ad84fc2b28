/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Pages as files in the formats that other tools read: TSV, hOCR and ALTO. Knows the contracts and
 * nothing else.
 */
@NullMarked
package io.ocrstream.output;

import org.jspecify.annotations.NullMarked;
