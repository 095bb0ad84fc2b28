/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files to pages of text. The only importer of Tess4J and PDFBox; knows neither where bytes came
 * from nor Kafka.
 */
@NullMarked
package io.ocrstream.engine;

import org.jspecify.annotations.NullMarked;
