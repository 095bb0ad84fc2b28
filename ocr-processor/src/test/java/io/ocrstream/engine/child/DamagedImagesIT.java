/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.image.DamagedBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests every decoder, the native ones too, with damaged files of every kind in a child: each is
 * decoded or has a problem of the document, and the child lives on.
 *
 * <p>Method: the child draws the first page, so that decoding is all that it does. The files of
 * {@code ImageKindsIT} are damaged in two ways, and in forty in the second suite. A seed determines
 * them.
 */
class DamagedImagesIT {
  private static final Path IMAGES = Path.of("src", "test", "resources", "images");
  private static final int VARIANTS = 2;
  private static final int ALL_VARIANTS = 40;
  private static final long PIXELS = 1_000_000;
  private static final Set<FailureCode> OF_THE_DOCUMENT =
      EnumSet.of(FailureCode.CORRUPT, FailureCode.TOO_MANY_PIXELS, FailureCode.UNSUPPORTED_TYPE);

  private static final IsolatedEngine ENGINE = Isolation.start(1, Map.of("child.spares", "0"));

  @TempDir private Path folder = Path.of("unset");

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldDecodeOrRefuseDamagedImages() throws IOException {
    decodeAll(VARIANTS);
  }

  @Tag("faults")
  @Test
  void shouldDecodeOrRefuseImagesHoweverTheyAreDamaged() throws IOException {
    decodeAll(ALL_VARIANTS);
  }

  private void decodeAll(int variants) throws IOException {
    List<Long> children = ENGINE.children();
    for (Path image : images()) {
      byte[] whole = Files.readAllBytes(image);
      Random random = new Random(image.getFileName().toString().hashCode());
      for (int variant = 0; variant < variants; variant++) {
        Path damaged = folder.resolve(variant + "-" + image.getFileName());
        Files.write(damaged, DamagedBytes.of(whole, random));
        Optional<FailureCode> code = code(damaged);
        assertThat(code.filter(found -> !OF_THE_DOCUMENT.contains(found)))
            .as(damaged.toString())
            .isEmpty();
        // If the child had ended, a new one would have tried again.
        assertThat(ENGINE.children()).as(damaged.toString()).isEqualTo(children);
      }
    }
  }

  private static List<Path> images() throws IOException {
    try (Stream<Path> all = Files.list(IMAGES)) {
      return all.sorted().toList();
    }
  }

  private Optional<FailureCode> code(Path file) {
    Path picture = folder.resolve(file.getFileName() + ".png");
    return ENGINE
        .open(file, Isolation.info())
        .fold(
            document -> {
              try (document) {
                return document.draw(1, PIXELS, picture, Isolation.AMPLE);
              }
            },
            Optional::of)
        .map(Problem::code);
  }
}
