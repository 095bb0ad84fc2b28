/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The encoding of an object's bytes, from the header {@code Content-Encoding}. */
public enum ContentEncoding {
  /** No encoding, or values that do not change the document. */
  NONE,
  /** Gzip, which is decoded. The document, and its hash, are those of the decompressed bytes. */
  GZIP,
  /** An encoding that is not supported. */
  UNKNOWN;

  /** Values without an encoding. Some stores keep {@code aws-chunked} from uploads in chunks. */
  private static final Set<String> NO_ENCODINGS = Set.of("", "identity", "aws-chunked");

  private static final Set<String> GZIPS = Set.of("gzip", "x-gzip");
  private static final Set<String> OTHERS = Set.of("br", "compress", "deflate", "zstd");
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads the header. Values that are not encodings, such as charsets, are ignored.
   *
   * @param header null if absent
   */
  public static ContentEncoding of(@Nullable String header) {
    List<String> encodings =
        Arrays.stream((header == null ? "" : header).split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !NO_ENCODINGS.contains(name))
            .toList();
    if (encodings.size() == 1 && GZIPS.contains(encodings.get(0))) {
      return GZIP;
    }
    return encodings.stream().anyMatch(name -> GZIPS.contains(name) || OTHERS.contains(name))
        ? UNKNOWN
        : NONE;
  }

  /**
   * Returns the decoded body, of unknown size if it was compressed; a problem if the encoding is
   * not supported.
   */
  public Outcome<Opened> decoded(Opened body) {
    return switch (this) {
      case NONE -> Outcome.of(body);
      case GZIP ->
          Outcome.of(
              new Opened(
                  body.location(),
                  null,
                  new Gunzip(body.stream()),
                  body.abort(),
                  body.afterwards()));
      case UNKNOWN -> {
        body.abort().run();
        yield Outcome.failed(
            FailureCode.UNSUPPORTED_TYPE,
            "The object's Content-Encoding is not supported; store it without one, or with gzip");
      }
    };
  }

  /** Reports a damaged encoding. The store is not at fault. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Decodes gzip. Bytes that are not gzip pass unchanged, regardless of the header.
   *
   * <p><b>Threading:</b> one thread. <b>Bounds:</b> none; the reader counts the decoded bytes.
   */
  private static final class Gunzip extends FilterInputStream {
    private boolean begun;

    Gunzip(InputStream encoded) {
      super(new BufferedInputStream(encoded));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      begin();
      if (!(in instanceof GZIPInputStream)) {
        return in.read(buffer, offset, length);
      }
      try {
        return in.read(buffer, offset, length);
      } catch (ZipException | EOFException e) {
        throw new DamagedException(e);
      }
    }

    private void begin() throws IOException {
      if (begun) {
        return;
      }
      begun = true;
      in.mark(2);
      int magic = in.read() << 8 | in.read();
      in.reset();
      if (magic == GZIP_MAGIC) {
        try {
          in = new GZIPInputStream(in);
        } catch (ZipException | EOFException e) {
          throw new DamagedException(e);
        }
      }
    }
  }
}
