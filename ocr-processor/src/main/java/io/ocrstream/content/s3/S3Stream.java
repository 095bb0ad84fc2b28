/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** An object's bytes; what the SDK throws on the way (a checksum that fails) is an I/O failure. */
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
