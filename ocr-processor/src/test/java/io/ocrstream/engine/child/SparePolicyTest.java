/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests when spare children are started. */
class SparePolicyTest {
  /** A time shortly before zero, which {@link System#nanoTime} may return. */
  private static final long BEGAN = -5;

  private static final long MIN_AGE_FOR_SPARES = BEGAN + SparePolicy.MIN_AGE_FOR_SPARES.toNanos();

  private final SparePolicy spares = new SparePolicy(2, BEGAN);

  @Test
  void shouldLeaveTheProcessorsToTheFirstDocuments() {
    assertThat(spares.wanted(BEGAN)).isZero();
    assertThat(spares.wanted(MIN_AGE_FOR_SPARES - 1)).isZero();
    assertThat(spares.wanted(MIN_AGE_FOR_SPARES)).isEqualTo(2);
  }

  @Test
  void shouldNotWaitOnceAChildWasLost() {
    spares.lost();

    assertThat(spares.wanted(BEGAN)).isEqualTo(2);
  }

  @Test
  void shouldWantNoneWhereNoneIsConfigured() {
    SparePolicy none = new SparePolicy(0, BEGAN);
    none.lost();

    assertThat(none.wanted(MIN_AGE_FOR_SPARES)).isZero();
  }
}
