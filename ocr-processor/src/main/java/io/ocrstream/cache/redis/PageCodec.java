/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Encodes a page for the cache: its JSON, with words, lines and blocks, compressed with zlib. Boxes
 * and field names repeat, so a page of 50 KiB shrinks to about a seventh.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@code maxBytes} compressed and {@link #MAX_JSON_BYTES}
 * uncompressed, so that a manipulated entry cannot take more memory.
 */
public record PageCodec(int maxBytes) {
  /** Maximum size of the JSON of a page, in bytes. */
  static final int MAX_JSON_BYTES = 16 << 20;

  private static final int USUAL_RATIO = 8;
  private static final int MARGIN_BYTES = 64;

  /** Encodes a page; empty if the page is too large for the cache, or was not read. */
  public Optional<byte[]> write(Page page) {
    byte[] json = Json.write(page);
    if (page.status() != Page.Status.READ || json.length > MAX_JSON_BYTES) {
      return Optional.empty();
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(json);
      deflater.finish();
      // The buffer has one byte more than the limit, to distinguish a page that is too large from
      // one that just fits.
      byte[] value = new byte[Math.min(maxBytes, json.length + MARGIN_BYTES) + 1];
      int length = deflater.deflate(value);
      return deflater.finished() && length <= maxBytes
          ? Optional.of(Arrays.copyOf(value, length))
          : Optional.empty();
    } finally {
      deflater.end();
    }
  }

  /** Decodes a page; empty if the value is not a page that was read. */
  public Optional<Page> read(byte[] value) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(value);
      return inflate(inflater, value.length).flatMap(PageCodec::parse);
    } catch (DataFormatException e) {
      // The value has a foreign format, so there is no page to return.
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  private static Optional<byte[]> inflate(Inflater inflater, int size) throws DataFormatException {
    // The limit is one byte higher, as above.
    int most = MAX_JSON_BYTES + 1;
    byte[] json = new byte[(int) Math.min(most, USUAL_RATIO * (long) size + MARGIN_BYTES)];
    int length = 0;
    while (!inflater.finished()) {
      if (length == json.length) {
        json = Arrays.copyOf(json, (int) Math.min(most, 2L * length));
      }
      int count = inflater.inflate(json, length, json.length - length);
      length += count;
      if ((count == 0 && !inflater.finished()) || length == most) {
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.copyOf(json, length));
  }

  private static Optional<Page> parse(byte[] json) {
    try {
      Page page = Json.read(json, Page.class);
      return page.status() == Page.Status.READ ? Optional.of(page) : Optional.empty();
    } catch (Json.Unreadable e) {
      return Optional.empty();
    }
  }
}
