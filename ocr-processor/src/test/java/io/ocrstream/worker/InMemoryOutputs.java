/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store of outputs in memory, for the thread of one test. */
public final class InMemoryOutputs implements OutputStore {
  @Nullable public Problem refusal;
  Runnable beforePut = () -> {};
  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Map<String, String> mediaTypes = new TreeMap<>();

  @Override
  public Outcome<StoredObject> put(Location document, String name, Path file, String mediaType) {
    beforePut.run();
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      objects.put(name, bytes);
      mediaTypes.put(name, mediaType);
      return Outcome.of(
          new StoredObject("memory:" + name, bytes.length, ContentHash.ofBytes(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Set<String> names() {
    return objects.keySet();
  }

  @Nullable
  public String mediaType(String name) {
    return mediaTypes.get(name);
  }

  public byte @Nullable [] bytes(StoredObject object) {
    return objects.get(object.uri().substring("memory:".length()));
  }

  @Override
  public void close() {
    objects.clear();
  }
}
