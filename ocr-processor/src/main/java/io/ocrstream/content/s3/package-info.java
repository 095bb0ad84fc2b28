/* SPDX-License-Identifier: Apache-2.0 */
/** Documents and outputs in S3 buckets. */
@NullMarked
package io.ocrstream.content.s3;

import org.jspecify.annotations.NullMarked;
