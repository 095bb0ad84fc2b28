/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all state stores of this process one bounded share of off-heap memory. By default, each
 * store of each partition takes up to 50 MiB of cache and 48 MiB of write buffers for itself.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 4L << 20;

  // All stores share these two. They are never closed, because they live as long as the process.
  private static final Cache CACHE;
  private static final WriteBufferManager WRITE_BUFFERS;

  static {
    // Kafka Streams loads this class before it loads the RocksDB library.
    RocksDB.loadLibrary();
    CACHE = new LRUCache(CACHE_BYTES);
    WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the write buffers are shared, so one store must not close them.
  }
}
