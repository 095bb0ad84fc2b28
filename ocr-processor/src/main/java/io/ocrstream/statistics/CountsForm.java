/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * Encodes counts as bytes: only non-empty buckets, with numbers of variable length. The form is
 * written once per answer, so it is not JSON.
 *
 * <pre>
 * form, dead letters, pages, ms spent, ms saved,
 * codes, (bytes of the name, name, count)…
 * for each source in the order of {@link Source}: buckets, (distance to the one before, count)…
 * </pre>
 */
final class CountsForm {
  private static final int FORM = 1;

  private static final int MORE = 0x80;
  private static final int BITS = 7;
  private static final int USUAL_BYTES = 256;

  private CountsForm() {}

  static byte[] write(Counts counts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
    number(out, FORM);
    for (long other : counts.others()) {
      number(out, other);
    }
    number(out, counts.failures().size());
    for (Map.Entry<String, Long> failure : counts.failures().entrySet()) {
      byte[] name = failure.getKey().getBytes(UTF_8);
      number(out, name.length);
      out.writeBytes(name);
      number(out, failure.getValue());
    }
    for (Source source : Source.values()) {
      write(counts.of(source), out);
    }
    return out.toByteArray();
  }

  private static void write(LatencyCounts counts, ByteArrayOutputStream out) {
    int filled = 0;
    for (int i = 0; i < counts.used(); i++) {
      filled += counts.in(i) == 0 ? 0 : 1;
    }
    number(out, filled);
    int before = 0;
    for (int i = 0; i < counts.used(); i++) {
      if (counts.in(i) != 0) {
        number(out, i - before);
        number(out, counts.in(i));
        before = i;
      }
    }
  }

  /**
   * Decodes counts.
   *
   * @throws IllegalStateException if the bytes have another form; only this class writes them
   */
  static Counts read(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    if (number(in) != FORM) {
      throw new IllegalStateException("counts have another form");
    }
    Counts counts = new Counts();
    counts.add(number(in), number(in), number(in), number(in));
    for (long left = number(in); left > 0; left--) {
      counts.failures(text(in, (int) number(in)), number(in));
    }
    for (Source source : Source.values()) {
      read(in, counts.of(source));
    }
    return counts;
  }

  private static void read(ByteArrayInputStream in, LatencyCounts counts) {
    int bucket = 0;
    for (long left = number(in); left > 0; left--) {
      bucket += (int) number(in);
      counts.add(bucket, number(in));
    }
  }

  private static void number(ByteArrayOutputStream out, long number) {
    long left = number;
    while (left >= MORE) {
      out.write(((int) left & (MORE - 1)) | MORE);
      left >>>= BITS;
    }
    out.write((int) left);
  }

  private static long number(ByteArrayInputStream in) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int next = in.read();
      if (next < 0) {
        throw new IllegalStateException("counts are truncated");
      }
      number |= (long) (next & (MORE - 1)) << shift;
      if (next < MORE) {
        return number;
      }
    }
    throw new IllegalStateException("a count has no end");
  }

  private static String text(ByteArrayInputStream in, int length) {
    byte[] name = new byte[length];
    if (in.read(name, 0, length) < length) {
      throw new IllegalStateException("counts are truncated");
    }
    return new String(name, UTF_8);
  }
}
