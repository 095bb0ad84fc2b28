/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

class SortedMapStoreTest extends SortedStoreContractTest {
  @Override
  protected SortedStore store() {
    return new SortedMapStore();
  }
}
