/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import io.ocrstream.engine.FileType;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The eight values of EXIF's Orientation tag (0x0112): how a stored image is turned to stand
 * upright.
 */
public enum ExifOrientation {
  UPRIGHT(false, 0),
  MIRRORED(true, 0),
  UPSIDE_DOWN(false, 2),
  MIRRORED_UPSIDE_DOWN(true, 2),
  MIRRORED_ON_LEFT_SIDE(true, 3),
  ON_LEFT_SIDE(false, 1),
  MIRRORED_ON_RIGHT_SIDE(true, 1),
  ON_RIGHT_SIDE(false, 3);

  private final boolean mirror;
  private final int quarters;

  ExifOrientation(boolean mirror, int quarters) {
    this.mirror = mirror;
    this.quarters = quarters;
  }

  /** Reads the orientation of {@code file}; upright if it has none or the metadata is damaged. */
  public static ExifOrientation of(Path file, FileType type) {
    try {
      return ExifSegment.of(file, type).flatMap(ExifOrientation::ofExif).orElse(UPRIGHT);
    } catch (IOException e) {
      // Damaged metadata does not prevent decoding the pixels.
      return UPRIGHT;
    }
  }

  private static Optional<ExifOrientation> ofExif(byte[] exif) {
    try {
      Metadata metadata = new Metadata();
      new ExifReader().extract(new ByteArrayReader(exif), metadata);
      return metadata.getDirectoriesOfType(ExifIFD0Directory.class).stream()
          .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
          .filter(Objects::nonNull)
          .findFirst()
          .flatMap(ExifOrientation::ofNumber);
    } catch (RuntimeException e) {
      // The parser throws exceptions of many kinds on damaged data.
      return Optional.empty();
    }
  }

  /** Returns the orientation with the EXIF and TIFF number 1 to 8; empty for other numbers. */
  static Optional<ExifOrientation> ofNumber(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /** Returns whether width and height are swapped in the upright image. */
  public boolean isSideways() {
    return quarters % 2 != 0;
  }

  /**
   * Returns the transform of the unit square (y upwards) that is equivalent to {@link #applyTo}.
   */
  public AffineTransform ofUnitSquare() {
    AffineTransform turned = new AffineTransform();
    for (int i = 0; i < quarters; i++) {
      turned.concatenate(new AffineTransform(0, -1, 1, 0, 0, 1));
    }
    if (mirror) {
      turned.concatenate(new AffineTransform(-1, 0, 0, 1, 1, 0));
    }
    return turned;
  }

  /** Turns {@code raster} upright: mirrors it first, then rotates it clockwise. */
  void applyTo(PixImage raster) {
    if (mirror) {
      raster.mirror();
    }
    raster.turn(quarters);
  }
}
