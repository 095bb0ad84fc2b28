/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import io.ocrstream.contracts.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Encodes counts as bytes: only non-empty buckets, with numbers of variable length. The form is
 * written once per answer, so it is not JSON.
 *
 * <pre>
 * form, dead letters, pages, ms spent, ms saved,
 * codes, (name, count)…
 * for each source in the order of {@link Source}: buckets, (distance to the one before, count)…
 * </pre>
 */
final class CountsForm {
  private static final int FORM = 1;

  private static final int USUAL_BYTES = 256;

  private CountsForm() {}

  static byte[] write(Counts counts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(counts, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Counts counts, DataOutputStream out) throws IOException {
    ByteUtils.writeVarlong(FORM, out);
    for (long other : counts.others()) {
      ByteUtils.writeVarlong(other, out);
    }
    ByteUtils.writeVarlong(counts.failures().size(), out);
    for (Map.Entry<String, Long> failure : counts.failures().entrySet()) {
      out.writeUTF(failure.getKey());
      ByteUtils.writeVarlong(failure.getValue(), out);
    }
    for (Source source : Source.values()) {
      write(counts.of(source), out);
    }
  }

  private static void write(LatencyCounts counts, DataOutputStream out) throws IOException {
    int filled = 0;
    for (int i = 0; i < counts.used(); i++) {
      filled += counts.in(i) == 0 ? 0 : 1;
    }
    ByteUtils.writeVarlong(filled, out);
    int before = 0;
    for (int i = 0; i < counts.used(); i++) {
      if (counts.in(i) != 0) {
        ByteUtils.writeVarlong(i - before, out);
        ByteUtils.writeVarlong(counts.in(i), out);
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
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("counts are truncated", e);
    }
  }

  private static Counts read(DataInputStream in) throws IOException {
    if (ByteUtils.readVarlong(in) != FORM) {
      throw new IllegalStateException("counts have another form");
    }
    Counts counts = new Counts();
    counts.add(
        ByteUtils.readVarlong(in),
        ByteUtils.readVarlong(in),
        ByteUtils.readVarlong(in),
        ByteUtils.readVarlong(in));
    for (long left = ByteUtils.readVarlong(in); left > 0; left--) {
      counts.failures(in.readUTF(), ByteUtils.readVarlong(in));
    }
    for (Source source : Source.values()) {
      read(in, counts.of(source));
    }
    return counts;
  }

  private static void read(DataInputStream in, LatencyCounts counts) throws IOException {
    int bucket = 0;
    for (long left = ByteUtils.readVarlong(in); left > 0; left--) {
      bucket += (int) ByteUtils.readVarlong(in);
      counts.add(bucket, ByteUtils.readVarlong(in));
    }
  }
}
