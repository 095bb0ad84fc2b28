/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingTest {
  private static final int PAGES = 5000;

  /** More than the buffers hold, and the size of about thirty pages. */
  private static final long MOST_HELD_BYTES = 64 * 1024;

  @ParameterizedTest
  @EnumSource(names = {"TSV", "HOCR", "ALTO"})
  void shouldHoldNoMoreThanItsBuffersWhenPagesAreThousands(Output output) throws IOException {
    CountingStream out = new CountingStream();
    OutputWriter writer = OutputWriter.of(output).orElseThrow();
    int pageBytes = SomePages.written(writer, SomePages.many(1)).length() / 2;
    Iterator<Page> pages =
        IntStream.rangeClosed(1, PAGES)
            .mapToObj(
                number -> {
                  assertThat(out.count)
                      .isGreaterThan((long) (number - 1) * pageBytes / 2 - MOST_HELD_BYTES);
                  return SomePages.laidOut(number);
                })
            .iterator();

    writer.write(SomePages.INFO, () -> pages, out);

    assertThat(out.count).isGreaterThan((long) PAGES * pageBytes / 2);
    assertThat(out.closed).isFalse();
  }

  @Test
  void shouldHaveAWriterForEveryFileOfText() {
    assertThat(Arrays.stream(Output.values()).filter(o -> OutputWriter.of(o).isPresent()))
        .containsExactly(Output.TSV, Output.HOCR, Output.ALTO);
  }

  private static final class CountingStream extends OutputStream {
    private long count;
    private boolean closed;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
