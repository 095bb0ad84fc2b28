/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
  @Test
  void shouldRememberAsManyAsTheLimitAndForgetTheOldestThen() {
    RecentIds ids = new RecentIds(RecentIds.MAX_IDS);
    for (int i = 0; i < RecentIds.MAX_IDS; i++) {
      assertThat(ids.add("id-" + i)).isTrue();
    }
    assertThat(ids.add("id-0")).isFalse();
    assertThat(ids.contains("id-0")).isTrue();
    assertThat(ids.add("one more")).isTrue();
    assertThat(ids.contains("id-0")).isFalse();
    assertThat(ids.contains("id-1")).isTrue();
  }
}
