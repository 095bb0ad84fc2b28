/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What {@code ./ocr bench} measures, beside what it should be measured against, in one run and in
 * alternation.
 */
@NullMarked
package io.ocrstream.standalone.bench;

import org.jspecify.annotations.NullMarked;
