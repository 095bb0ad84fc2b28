/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Checks the unpacked size of a page's streams. The renderer unpacks each into memory as a whole,
 * so they are first unpacked into nothing and counted. If even the highest compression ratio stays
 * within the limit, as for most pages, nothing is unpacked.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> stops at the limit; remembers one number for each
 * stream of the document.
 */
final class PdfStreams {
  /** Highest compression ratio of any filter. */
  private static final long MAX_COMPRESSION_RATIO = 1400;

  /** Bytes of the largest pixel: four channels of 16 bits. */
  private static final long MAX_PIXEL_BYTES = 8;

  /** Allowance for an image's colour table and for padding of rows to whole bytes. */
  private static final long IMAGE_SLACK_BYTES = 1 << 20;

  /** Filters that produce pixels. Their size is checked by width and height. */
  private static final Set<COSName> IMAGE_FILTERS =
      Set.of(
          COSName.DCT_DECODE,
          COSName.DCT_DECODE_ABBREVIATION,
          COSName.JPX_DECODE,
          COSName.JBIG2_DECODE,
          COSName.CCITTFAX_DECODE,
          COSName.CCITTFAX_DECODE_ABBREVIATION);

  private final long maxBytes;
  private final IdentityHashMap<COSStream, Long> known = new IdentityHashMap<>();

  PdfStreams(PdfLimits limits) {
    this.maxBytes = limits.pageBytes();
  }

  /**
   * Returns the first problem with the unpacked size of {@code all} streams of a page; empty if
   * there is none.
   */
  Optional<Problem> tooLarge(List<COSStream> all) throws IOException {
    List<COSStream> others = new ArrayList<>();
    long most = 0;
    for (COSStream stream : all) {
      if (!COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
        others.add(stream);
        most += most(stream);
      } else if (unpacked(stream, imageBytes(stream)) > imageBytes(stream)) {
        return tooLarge(
            "An image on the page unpacks to more data than its width and height allow");
      }
    }
    long sum = 0;
    for (int i = 0; most > maxBytes && i < others.size() && sum <= maxBytes; i++) {
      sum += unpacked(others.get(i), maxBytes);
    }
    return sum > maxBytes
        ? tooLarge("The page's streams unpack to more than %d bytes".formatted(maxBytes))
        : Optional.empty();
  }

  private static Optional<Problem> tooLarge(String message) {
    return Optional.of(Problem.of(FailureCode.TOO_LARGE, message));
  }

  private static long imageBytes(COSStream image) {
    long width = Math.max(1, image.getInt(COSName.WIDTH, 1));
    long height = Math.max(1, image.getInt(COSName.HEIGHT, 1));
    return MAX_PIXEL_BYTES * width * height + IMAGE_SLACK_BYTES;
  }

  private static long most(COSStream stream) {
    long most = stream.getLength();
    for (int i = filters(stream).size();
        i > 0 && most < Long.MAX_VALUE / MAX_COMPRESSION_RATIO;
        i--) {
      most *= MAX_COMPRESSION_RATIO;
    }
    return Math.min(most, Long.MAX_VALUE >> 24);
  }

  private long unpacked(COSStream stream, long limit) throws IOException {
    Long before = known.get(stream);
    if (before == null) {
      before = count(stream, limit);
      known.put(stream, before);
    }
    return before;
  }

  /* Returns limit + 1 if the stream exceeds the limit. */
  private static long count(COSStream stream, long limit) throws IOException {
    List<COSName> filters = filters(stream);
    int last = 0;
    while (last < filters.size() && !IMAGE_FILTERS.contains(filters.get(last))) {
      last++;
    }
    if (last == 0) {
      return Math.min(stream.getLength(), limit);
    }
    InputStream in = stream.createRawInputStream();
    try {
      for (int i = 0; i + 1 < last; i++) {
        ByteArrayOutputStream between = new ByteArrayOutputStream();
        filter(filters.get(i)).decode(in, new Bounded(between, limit), stream, i);
        in.close();
        in = new ByteArrayInputStream(between.toByteArray());
      }
      Bounded counted = new Bounded(OutputStream.nullOutputStream(), limit);
      filter(filters.get(last - 1)).decode(in, counted, stream, last - 1);
      return counted.written;
    } catch (LimitReached e) {
      return limit + 1;
    } finally {
      in.close();
    }
  }

  private static Filter filter(COSName name) throws IOException {
    return FilterFactory.INSTANCE.getFilter(name);
  }

  private static List<COSName> filters(COSStream stream) {
    List<COSName> names = new ArrayList<>();
    COSBase filters = stream.getFilters();
    if (filters instanceof COSName name) {
      names.add(name);
    } else if (filters instanceof COSArray several) {
      for (int i = 0; i < several.size(); i++) {
        if (several.getObject(i) instanceof COSName name) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Signals that the limit is reached. */
  private static final class LimitReached extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Forwards bytes up to a limit and counts them. */
  private static final class Bounded extends OutputStream {
    private final OutputStream out;
    private final long limit;
    private long written;

    Bounded(OutputStream out, long limit) {
      this.out = out;
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      written += length;
      if (written > limit) {
        throw new LimitReached();
      }
      out.write(bytes, from, length);
    }
  }
}
