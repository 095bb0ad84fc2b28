/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.FileType;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests every decoder of images with every kind of file: the limits of pixels and of the edge hold,
 * at the limit and one below it, and the JDK's readers answer damaged files with a problem.
 *
 * <p>Method: the files of {@link ImageKindsIT}. For the JDK's readers, each is damaged in eight
 * ways, and in forty in the second suite. A seed determines them: bytes and numbers changed, parts
 * removed, repeated, moved, and cut off. These readers are memory-safe. The native ones meet
 * damaged files in children only ({@code DamagedImagesIT}).
 */
class ImageDecodersIT {
  private static final Path FOLDER = Path.of("src", "test", "resources", "images");
  private static final int VARIANTS = 8;
  private static final int ALL_VARIANTS = 40;
  private static final int MAX_EDGE = 1_000;
  private static final PixelLimits LIMITS = new PixelLimits(MAX_EDGE * MAX_EDGE, MAX_EDGE);
  private static final PixelLimits ANY = new PixelLimits(1L << 40, 1L << 30);
  private static final Set<FailureCode> OF_THE_DOCUMENT =
      EnumSet.of(FailureCode.CORRUPT, FailureCode.TOO_MANY_PIXELS, FailureCode.UNSUPPORTED_TYPE);

  @TempDir private Path folder = Path.of("unset");

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.defaults().installDir()));
  }

  static List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReadAtTheLimitsAndRefuseOneAbove(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String read = decoded(file, ANY);
    if (read.equals("UNSUPPORTED_TYPE")) {
      return;
    }
    // The size that the file declares counts, where the image in it is smaller.
    String[] edges = declared(file).orElse(read).split("x", 2);
    long width = Long.parseLong(edges[0]);
    long height = Long.parseLong(edges[1]);
    long longer = Math.max(width, height);
    assertThat(decoded(file, new PixelLimits(width * height, longer))).isEqualTo(read);
    assertThat(decoded(file, new PixelLimits(width * height - 1, longer)))
        .isEqualTo("TOO_MANY_PIXELS");
    assertThat(decoded(file, new PixelLimits(width * height, longer - 1)))
        .isEqualTo("TOO_MANY_PIXELS");
  }

  private static Optional<String> declared(Path file) throws IOException {
    FileType type = FileType.of(head(file)).orElseThrow();
    return type == FileType.TIFF
        ? Optional.empty()
        : ImageHeaders.size(file, type)
            .fold(
                size -> Optional.of(size.width() + "x" + size.height()),
                problem -> Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldAnswerDamagedFilesWithAProblemInTheJdksReaders(String name) throws IOException {
    readDamaged(name, VARIANTS);
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("files")
  void shouldAnswerFilesWithAProblemHoweverTheyAreDamaged(String name) throws IOException {
    readDamaged(name, ALL_VARIANTS);
  }

  private void readDamaged(String name, int variants) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    Random random = new Random(name.hashCode());
    Path damaged = folder.resolve("damaged");
    ImageIoDecoder decoder = new ImageIoDecoder(LIMITS);
    for (int variant = 0; variant < variants; variant++) {
      Files.write(damaged, DamagedBytes.of(whole, random));
      for (String format : List.of("bmp", "gif", "png")) {
        check(decoder.read(damaged, format));
      }
      check(variant % 2 == 0 ? decoder.readTruncated(damaged) : decoder.readCmyk(damaged));
    }
  }

  private static void check(Outcome<PixImage> outcome) {
    Optional<FailureCode> code =
        outcome.fold(
            image -> {
              try (image) {
                return LIMITS.check(image.width(), image.height()).map(Problem::code);
              }
            },
            problem ->
                Optional.of(problem.code()).filter(found -> !OF_THE_DOCUMENT.contains(found)));
    assertThat(code).as("an image within the limits, or a problem of the document").isEmpty();
  }

  /** Returns the size of the first page, or the failure code. */
  private static String decoded(Path file, PixelLimits limits) throws IOException {
    FileType type = FileType.of(head(file)).orElseThrow();
    Outcome<PageSource> opened =
        type == FileType.TIFF ? TiffPages.open(file, limits) : SingleImage.open(file, type, limits);
    return opened
        .flatMap(source -> source.page(1))
        .fold(ImageDecodersIT::size, p -> p.code().name());
  }

  private static byte[] head(Path file) throws IOException {
    return Arrays.copyOf(Files.readAllBytes(file), FileType.HEAD_BYTES);
  }

  private static String size(PixImage image) {
    try (image) {
      return image.width() + "x" + image.height();
    }
  }
}
