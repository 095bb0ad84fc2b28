/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bytes of an object. Reports exceptions of the SDK, such as a failed checksum, as I/O
 * exceptions.
 */
final class S3Stream extends FilterInputStream {
  S3Stream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (SdkException e) {
      throw new IOException(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (SdkException e) {
      throw new IOException(e);
    }
  }
}
