/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import org.junit.jupiter.api.Nested;

/** Tests with the S3 server that checks credentials, which they share in one JVM. */
class S3ProxyIT {
  @Nested
  class ReadDocuments extends S3ContentCases {}

  @Nested
  class ProbedBuckets extends S3ProbeCases {}

  @Nested
  class StoredWithCredentials extends S3ProxyOutputsCases {}
}
