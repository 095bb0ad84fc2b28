/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Registers {@link Jpeg2000} with ImageIO, where PDFBox looks for a decoder. Without it, pages
 * scanned to JPEG 2000 would be blank.
 *
 * <p><b>Threading:</b> any.
 */
public final class Jpeg2000Spi extends ImageReaderSpi {
  /** The format name that PDFBox asks for. */
  private static final String FORMAT = "JPEG2000";

  private Jpeg2000Spi() {
    super(
        "io.ocrstream",
        "1",
        new String[] {FORMAT},
        null,
        null,
        Jpeg2000Reader.class.getName(),
        new Class<?>[] {ImageInputStream.class},
        null,
        false,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null);
  }

  /** Registers the decoder in this process; further calls have no effect. */
  public static void register() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    synchronized (Jpeg2000Spi.class) {
      if (registry.getServiceProviderByClass(Jpeg2000Spi.class) == null) {
        registry.registerServiceProvider(new Jpeg2000Spi());
      }
    }
  }

  /** Returns false: the decoder is found by name only. */
  @Override
  public boolean canDecodeInput(Object source) {
    return false;
  }

  @Override
  public ImageReader createReaderInstance(Object extension) {
    return new Jpeg2000Reader(this);
  }

  @Override
  public String getDescription(Locale locale) {
    return "JPEG 2000 through OpenJPEG";
  }
}
