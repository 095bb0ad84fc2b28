/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import org.junit.jupiter.api.Nested;

/**
 * Tests with the S3 server that keeps versions, checksums and lifecycle rules. It takes seconds to
 * start, so these tests run in one JVM and share it.
 */
class S3MockIT {
  @Nested
  class KeptChecksums extends S3ChecksumsCases {}

  @Nested
  class KeptVersions extends S3VersionsCases {}

  @Nested
  class Lifecycles extends S3LifecycleCases {}

  @Nested
  class StoredOutputs extends S3MockOutputsCases {}
}
