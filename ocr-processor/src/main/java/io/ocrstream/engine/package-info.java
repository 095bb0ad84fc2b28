/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Recognises the text of files. It defines the port {@link io.ocrstream.engine.Engine}; its
 * packages are the only ones that import Tess4J and PDFBox. It depends neither on where bytes come
 * from nor on Kafka.
 */
@NullMarked
package io.ocrstream.engine;

import org.jspecify.annotations.NullMarked;
