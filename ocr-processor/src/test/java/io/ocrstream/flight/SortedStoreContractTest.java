/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what flights require of a store. Every implementation passes it. */
public abstract class SortedStoreContractTest {
  /** Returns an empty store. */
  protected abstract SortedStore store();

  @Test
  void shouldReturnWhatWasPutLastWhenKeyIsPutTwice() {
    SortedStore store = store();
    store.put(hex("01"), hex("aa"));
    store.put(hex("01"), hex("bb"));
    assertThat(store.get(hex("01"))).isEqualTo(hex("bb"));
    assertThat(store.get(hex("02"))).isNull();
  }

  @Test
  void shouldForgetWhenDeleted() {
    SortedStore store = store();
    store.put(hex("01"), hex("aa"));
    store.delete(hex("01"));
    store.delete(hex("02"));
    assertThat(store.get(hex("01"))).isNull();
  }

  @Test
  void shouldRangeByUnsignedBytesWithoutItsEndWhenKeysAreHigh() {
    SortedStore store = store();
    for (String key : List.of("7f", "80", "8000", "ff", "90", "01")) {
      store.put(hex(key), hex(key));
    }
    assertThat(range(store, "7f", "90")).containsExactly("7f", "80", "8000");
    assertThat(range(store, "90", "ff")).containsExactly("90");
    assertThat(range(store, "02", "03")).isEmpty();
    assertThat(range(store, "80", "80")).isEmpty();
  }

  @Test
  void shouldKeepAnEmptyValueWhenPut() {
    SortedStore store = store();
    store.put(hex("01"), new byte[0]);
    assertThat(store.get(hex("01"))).isNotNull().isEmpty();
  }

  @Test
  void shouldGoOnWhenEntriesAlreadyReturnedAreDeleted() {
    SortedStore store = store();
    for (String key : List.of("01", "02", "03")) {
      store.put(hex(key), hex(key));
    }
    List<String> seen = new ArrayList<>();
    try (SortedStore.Entries entries = store.range(hex("00"), hex("ff"))) {
      while (entries.hasNext()) {
        SortedStore.Entry entry = entries.next();
        store.delete(entry.key());
        seen.add(HexFormat.of().formatHex(entry.value()));
      }
    }
    assertThat(seen).containsExactly("01", "02", "03");
    assertThat(range(store, "00", "ff")).isEmpty();
  }

  private static List<String> range(SortedStore store, String from, String to) {
    List<String> keys = new ArrayList<>();
    try (SortedStore.Entries entries = store.range(hex(from), hex(to))) {
      while (entries.hasNext()) {
        keys.add(HexFormat.of().formatHex(entries.next().key()));
      }
    }
    return keys;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
