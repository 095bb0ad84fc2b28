/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs real servers for one JVM, on the loopback address: Kafka, Redis, and an object store with
 * faults on demand. {@code ./ocr run}, the load tests and the integration tests use them;
 * production does not.
 */
@NullMarked
package io.ocrstream.embedded;

import org.jspecify.annotations.NullMarked;
