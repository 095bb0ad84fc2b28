/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/** Checks the names that installations use on their brokers. */
final class PrefixedNames {
  private PrefixedNames() {}

  /** Asserts that all topics and groups of installations on one broker have their prefixes. */
  static void check(TestCluster... installations) throws Exception {
    try (Admin admin = Admin.create(installations[0].client())) {
      Set<String> topics = admin.listTopics().names().get();
      List<String> groups =
          admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
      for (TestCluster installation : installations) {
        String prefix = installation.prefix();
        assertThat(topics)
            .contains(prefix + "ocr.results")
            .anyMatch(name -> name.startsWith(prefix + "ocr-processor-"));
        assertThat(groups)
            .contains(prefix + "ocr-processor", prefix + "ocr-identify", prefix + "ocr-recognise");
      }
      assertThat(topics).noneMatch(name -> name.startsWith("ocr"));
      assertThat(groups).noneMatch(name -> name.startsWith("ocr"));
    }
  }
}
