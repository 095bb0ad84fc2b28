/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.intake.EventParser;
import io.ocrstream.topology.FixedCatalog;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventLookupTest {
  private final CountingCatalog catalog = new CountingCatalog();
  private final EventLookup lookup =
      new EventLookup(
          new EventParser(10_000, 10, List.of()),
          new InMemoryCache(),
          catalog,
          OcrOptions.text(List.of("eng")));

  /** Counts its calls. */
  private static final class CountingCatalog implements EngineCatalog {
    private final EngineCatalog fixed = new FixedCatalog();
    private int asked;

    @Override
    public Optional<EngineInfo> info(OcrOptions options) {
      asked++;
      return fixed.info(options);
    }

    @Override
    public SortedSet<String> languages() {
      return fixed.languages();
    }
  }

  @Test
  void shouldRememberFingerprintsUpToTheLimitAndAnswerPastIt() {
    ask(EventLookup.MAX_FINGERPRINTS);
    ask(EventLookup.MAX_FINGERPRINTS);
    assertThat(catalog.asked).as("each once").isEqualTo(EventLookup.MAX_FINGERPRINTS);

    ask(EventLookup.MAX_FINGERPRINTS + 1);
    ask(EventLookup.MAX_FINGERPRINTS + 1);
    assertThat(catalog.asked).as("one more, twice").isEqualTo(EventLookup.MAX_FINGERPRINTS + 2);
  }

  private void ask(int options) {
    for (int page = 1; page <= options; page++) {
      String event =
          "{\"event_id\": \"e\", \"uri\": \"file:///a\", \"options\": {\"pages\": \"%d\"}}"
              .formatted(page);
      ParsedRecord parsed = lookup.begin(event.getBytes(UTF_8), new RecordHeaders());
      assertThat(parsed.lookups()).singleElement().isInstanceOf(PendingLookup.Begun.class);
    }
  }
}
