/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

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

  /** Encodes a page; empty if the page is too large for the cache, or was not read. */
  public Optional<byte[]> write(Page page) {
    byte[] json = Json.write(page);
    if (page.status() != Page.Status.READ || json.length > MAX_JSON_BYTES) {
      return Optional.empty();
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(value, deflater)) {
      out.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return value.size() <= maxBytes ? Optional.of(value.toByteArray()) : Optional.empty();
  }

  /** Decodes a page; empty if the value is not a page that was read. */
  public Optional<Page> read(byte[] value) {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(value))) {
      byte[] json = in.readNBytes(MAX_JSON_BYTES + 1);
      return json.length > MAX_JSON_BYTES
          ? Optional.empty()
          : Optional.of(Json.read(json, Page.class)).filter(p -> p.status() == Page.Status.READ);
    } catch (IOException e) {
      // The value has a foreign format, so there is no page to return.
      return Optional.empty();
    }
  }
}
