/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSpoolTest {
  private static final List<Page> PAGES =
      IntStream.rangeClosed(1, 30)
          .mapToObj(
              n ->
                  n % 5 == 0
                      ? Page.failed(n, FailureCode.CORRUPT)
                      : ScriptedEngine.page(n, "café 😀 ".repeat(n), n / 30.0))
          .toList();

  private static final int ALL_BYTES = PAGES.stream().mapToInt(p -> Json.write(p).length).sum();

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldGiveThePagesBackInOrderWhateverTheOrderTheyComeIn() throws IOException {
    for (int held : new int[] {0, 100, ALL_BYTES / 2, ALL_BYTES}) {
      try (PageSpool spool = spool("pages" + held, held)) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, PAGES.size()).boxed().toList());
        Collections.shuffle(order, new Random(held));
        order.forEach(index -> spool.put(index, PAGES.get(index)));

        assertThat(spool.pages()).isEqualTo(PAGES);
        assertThat(spool.pages().get(7)).isEqualTo(PAGES.get(7));
      }
    }
  }

  @Test
  void shouldMakeAFileOnlyWhenThereIsOneByteMoreThanMayBeHeld() throws IOException {
    try (PageSpool fits = spool("fits", ALL_BYTES);
        PageSpool over = spool("over", ALL_BYTES - 1)) {
      for (int index = 0; index < PAGES.size(); index++) {
        fits.put(index, PAGES.get(index));
        over.put(index, PAGES.get(index));
      }
      assertThat(folder.resolve("fits")).doesNotExist();
      assertThat(folder.resolve("over")).hasSize(ALL_BYTES);
    }
  }

  @Test
  void shouldSayWhichPageIsMissingWhenOneWasNotPut() throws IOException {
    try (PageSpool spool = spool("pages", 1000)) {
      spool.put(0, PAGES.get(0));

      assertThatThrownBy(() -> spool.pages().get(1)).hasMessageContaining("1 was not put");
    }
  }

  private PageSpool spool(String name, int heldBytes) {
    return new PageSpool(folder.resolve(name), PAGES.size(), heldBytes);
  }
}
