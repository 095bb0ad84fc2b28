/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** How a camera says that its picture must be turned to stand upright: EXIF's eight values. */
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

  /** Returns what {@code file} says; upright where it says nothing that can be understood. */
  public static ExifOrientation of(Path file, FileType type) {
    try {
      return ExifSegment.of(file, type).flatMap(ExifOrientation::ofExif).orElse(UPRIGHT);
    } catch (IOException e) {
      // Damaged metadata must not keep pixels from being read.
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
      // This parser meets damage with exceptions of many kinds.
      return Optional.empty();
    }
  }

  /** Returns the orientation of that number, 1 to 8, in EXIF and TIFF; empty for another. */
  static Optional<ExifOrientation> ofNumber(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /** Whether upright is wider where the picture as it is stored is higher. */
  public boolean isSideways() {
    return quarters % 2 != 0;
  }

  /**
   * Turns the unit square, whose second axis points upwards, as {@link #applyTo} does a picture.
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

  /** Turns {@code raster} upright: mirrored first, then by clockwise quarters. */
  void applyTo(PixImage raster) {
    if (mirror) {
      raster.mirror();
    }
    raster.turn(quarters);
  }
}
