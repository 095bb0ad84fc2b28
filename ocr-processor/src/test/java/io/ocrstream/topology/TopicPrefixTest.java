/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.intake.TenantPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicPrefixTest {
  private static final Pattern TOPIC = Pattern.compile("(?:topics: \\[|topic: )([a-z.-]+)");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldReadAndWriteTheInstallationsOwnTopics() {
    KafkaNames names = new KafkaNames("staging.");
    try (TopologyBench bench = new TopologyBench(folder, TenantPolicy.UNKNOWN, names)) {
      List<String> external =
          TOPIC
              .matcher(bench.topology.describe().toString())
              .results()
              .map(match -> match.group(1))
              .filter(name -> name.contains("ocr."))
              .distinct()
              .toList();

      assertThat(external)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Topic.values()).map(names::of).toList());
    }
  }
}
