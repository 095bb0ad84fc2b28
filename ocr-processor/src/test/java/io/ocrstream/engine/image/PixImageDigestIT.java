/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.natives.NativeLibraries;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the digest of images, which is the key of cached pages. */
class PixImageDigestIT {
  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.defaults().installDir()));
  }

  @Test
  void shouldBeTheSameWhenTheFormatDiffersAndThePixelsDoNot() {
    Path source = SampleFiles.file("english.png");
    Stream<String> digests =
        Stream.of(ILeptonica.IFF_PNG, ILeptonica.IFF_TIFF_LZW, ILeptonica.IFF_TIFF_ZIP)
            .map(format -> digest(copy(source, format, raster -> {})));

    assertThat(digests.distinct()).hasSize(1);
  }

  @Test
  void shouldDifferWhenAnythingThatIsReadDiffers() {
    Path source = SampleFiles.file("english.png");
    Stream<String> digests =
        Stream.<Change>of(
                raster -> {},
                raster -> raster.turn(2),
                raster -> Leptonica1.pixSetResolution(raster.pix(), 72, 72),
                raster -> Leptonica1.pixFlipPixel(raster.pix(), raster.width() - 1, 0),
                PixImage::toColour)
            .map(change -> digest(copy(source, ILeptonica.IFF_PNG, change)));

    assertThat(digests).doesNotHaveDuplicates();
  }

  private interface Change {
    void to(PixImage raster);
  }

  private Path copy(Path source, int format, Change change) {
    Path copy = folder.resolve("copy" + format);
    PixImage.read(source)
        .flatMap(
            raster -> {
              try (raster) {
                raster.toGray();
                change.to(raster);
                assertThat(Leptonica1.pixWrite(copy.toString(), raster.pix(), format)).isZero();
                return Outcome.of(copy);
              }
            });
    return copy;
  }

  private static String digest(Path file) {
    return PixImage.read(file)
        .flatMap(
            raster -> {
              try (raster) {
                return Outcome.of(PixDigest.of(raster));
              }
            })
        .fold(
            digest -> digest,
            problem -> {
              throw new AssertionError(problem);
            });
  }
}
