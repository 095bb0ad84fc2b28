/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Writes pages as files in the formats of other tools: TSV, hOCR and ALTO. Depends on the contracts
 * only.
 */
@NullMarked
package io.ocrstream.output;

import org.jspecify.annotations.NullMarked;
