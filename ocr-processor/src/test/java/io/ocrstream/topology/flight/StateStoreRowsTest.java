/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.flight.SortedStore;
import io.ocrstream.flight.SortedStoreContractTest;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that RocksDB provides what flights rely on. */
class StateStoreRowsTest extends SortedStoreContractTest {
  @TempDir private Path folder = Path.of("");

  private final KeyValueStore<Bytes, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore("rows"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected SortedStore store() {
    return new StateStoreRows(store);
  }
}
