/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstantEngineTest {
  private static final EngineInfo INFO =
      new EngineInfo("instant", "1", "none", OcrOptions.text(List.of("eng")));

  @TempDir private Path folder = Path.of("unset");

  private final InstantDocuments documents = new InstantDocuments();
  private final InstantEngine engine = new InstantEngine();

  @Test
  void shouldReadWhatIsGoodAndRefuseWhatIsDamaged() throws Exception {
    assertThat(read(documents.document(731))).isEqualTo(documents.text(731));
    assertThat(read(documents.damaged(731))).isEqualTo(FailureCode.CORRUPT.name());
  }

  @Test
  void shouldHaveAnotherTextForEachNumber() {
    Set<String> texts = new HashSet<>();
    for (int number = 0; number < 100_000; number++) {
      assertThat(texts.add(documents.text(number))).isTrue();
    }
    assertThat(documents.text(documents.maxNumber())).startsWith("page ");
  }

  private String read(byte[] document) throws Exception {
    Path file = Files.write(folder.resolve("document"), document);
    return engine
        .open(file, INFO)
        .flatMap(opened -> opened.read(1, Duration.ofSeconds(1), PageCachePort.NONE))
        .fold(Page::text, InstantEngineTest::code);
  }

  private static String code(Problem problem) {
    return problem.code().name();
  }
}
