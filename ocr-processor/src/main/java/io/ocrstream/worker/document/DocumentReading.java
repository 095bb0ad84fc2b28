/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What reading a document came to. */
public sealed interface DocumentReading {
  /** One of the two, by case. */
  <R> R fold(Function<Done, R> done, Function<Failed, R> failed);

  /**
   * At least one page was read.
   *
   * @param info what read it
   * @param pages those asked for, in order, read or not; perhaps each fetched anew when it is asked
   *     for, from the {@link TempFiles} of the document
   * @param searchable the PDF whose text can be selected; null unless asked for
   */
  record Done(EngineInfo info, List<Page> pages, @Nullable Path searchable)
      implements DocumentReading {
    @Override
    public <R> R fold(Function<Done, R> done, Function<Failed, R> failed) {
      return done.apply(this);
    }
  }

  /**
   * None was.
   *
   * @param problem why
   */
  record Failed(Problem problem) implements DocumentReading {
    @Override
    public <R> R fold(Function<Done, R> done, Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }
}
