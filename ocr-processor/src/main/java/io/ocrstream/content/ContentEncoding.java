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

/** How a store says that an object's bytes are encoded: the header {@code Content-Encoding}. */
public enum ContentEncoding {
  /** Not, or in a way that leaves documents as they are. */
  NONE,
  /** By gzip, which is undone: the document is what was compressed, and so is its hash. */
  GZIP,
  /** In a way that is not undone here. */
  UNKNOWN;

  /** Said of uploads in chunks, by stores that keep that header; and of nothing. */
  private static final Set<String> NO_ENCODINGS = Set.of("", "identity", "aws-chunked");

  private static final Set<String> GZIPS = Set.of("gzip", "x-gzip");
  private static final Set<String> OTHERS = Set.of("br", "compress", "deflate", "zstd");
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads the header. Uploaders put charsets and other words there too; those mean nothing.
   *
   * @param header null where there is none
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

  /** Returns the body without its encoding, of unknown size then; or a refusal. */
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
            "The object has a Content-Encoding that is not undone: store it without, or as gzip.");
      }
    };
  }

  /** The encoding is damaged; the object's store has done its part. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Undoes gzip; bytes that are not gzip, whatever their header says, pass as they are.
   *
   * <p><b>Threading:</b> one thread. <b>Bounds:</b> none: the reader counts what comes out.
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
