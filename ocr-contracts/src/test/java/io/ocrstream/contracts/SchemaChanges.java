/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.SchemaFields.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a schema's change breaks for programs of the earlier version. */
final class SchemaChanges {
  private final List<String> broken = new ArrayList<>();

  private SchemaChanges() {}

  /** Returns what a reader of {@code before} cannot read, or misses, in values of {@code after}. */
  static List<String> brokenReaders(JsonNode before, JsonNode after) {
    SchemaChanges changes = new SchemaChanges();
    changes.compare(before, after, true);
    return changes.broken;
  }

  /** Returns which values of a writer of {@code before} are rejected by {@code after}. */
  static List<String> brokenWriters(JsonNode before, JsonNode after) {
    SchemaChanges changes = new SchemaChanges();
    changes.compare(before, after, false);
    return changes.broken;
  }

  private void compare(JsonNode before, JsonNode after, boolean forReaders) {
    var old = SchemaFields.of(before);
    var now = SchemaFields.of(after);
    old.forEach(
        (path, field) -> {
          Field today = now.get(path);
          if (today == null) {
            broken.add(path + " disappeared");
          } else if (forReaders) {
            checkReader(path, field, today);
          } else {
            checkWriter(path, field, today);
          }
        });
    now.forEach(
        (path, field) -> {
          boolean isNew = !old.containsKey(path) && field.isRequired();
          if (!forReaders && isNew && old.containsKey(parent(path))) {
            broken.add(path + " is new and required");
          }
        });
  }

  private void checkReader(String path, Field old, Field now) {
    if (!old.types().containsAll(now.types())) {
      broken.add(path + " has the new type " + without(now.types(), old.types()));
    }
    if (old.isRequired() && !now.isRequired()) {
      broken.add(path + " may be absent now");
    }
    // Readers keep lists of values, so a list is neither shortened nor extended.
    checkNoneGone(path, old, now);
    if (!old.values().isEmpty() && !old.values().containsAll(now.values())) {
      broken.add(path + " has the new value " + without(now.values(), old.values()));
    }
  }

  private void checkWriter(String path, Field old, Field now) {
    if (!now.types().containsAll(old.types())) {
      broken.add(path + " lost the type " + without(old.types(), now.types()));
    }
    if (!old.isRequired() && now.isRequired()) {
      broken.add(path + " is required now");
    }
    checkNoneGone(path, old, now);
  }

  private void checkNoneGone(String path, Field old, Field now) {
    if (!now.values().containsAll(old.values()) && !now.values().isEmpty()) {
      broken.add(path + " lost the value " + without(old.values(), now.values()));
    }
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static String parent(String path) {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }
}
