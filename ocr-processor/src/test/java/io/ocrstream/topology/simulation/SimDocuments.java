/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.topology.TopologyBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The object store with its objects. */
final class SimDocuments {
  private static final int MAX_CONTENTS = 5;
  private static final int MAX_PLACES = 7;
  private static final List<ContentKey> KEYS =
      IntStream.range(0, MAX_CONTENTS).mapToObj(i -> TopologyBench.key("content" + i)).toList();

  final List<Content> contents = new ArrayList<>();
  final List<Place> places = new ArrayList<>();
  private final SimTime time;
  private final Random random;

  /** The result of reading a content. */
  enum Nature {
    /** Its text. */
    GOOD,
    /** A permanent failure, each time. */
    CORRUPT,
    /** A retryable failure, each time. */
    UNRULY,
    /** A crash of the worker, each time. */
    DEADLY
  }

  /**
   * Possible bytes of a document.
   *
   * @param key the cache key of its result
   */
  record Content(String name, Nature nature, ContentKey key) {
    ContentHash hash() {
      return key.hash();
    }

    String text() {
      return "text of " + name;
    }
  }

  /** A location and its contents over time. */
  static final class Place {
    final Location location;
    private final TreeMap<Long, Content> states = new TreeMap<>();

    Place(Location location) {
      this.location = location;
    }

    Optional<Content> at(long time) {
      return Optional.ofNullable(states.floorEntry(time)).map(e -> e.getValue());
    }

    boolean isMissing() {
      return states.isEmpty();
    }

    /** Returns what was there from {@code time} until now. */
    Set<Content> since(long time) {
      Set<Content> since = states.tailMap(time).values().stream().collect(Collectors.toSet());
      at(time).ifPresent(since::add);
      return since;
    }
  }

  SimDocuments(SimTime time, Random random, boolean poison) {
    this.time = time;
    this.random = random;
    int count = 1 + random.nextInt(MAX_CONTENTS);
    for (int i = 0; i < count; i++) {
      Nature nature = poison && random.nextInt(4) == 0 ? nature() : Nature.GOOD;
      contents.add(new Content("content" + i, nature, KEYS.get(i)));
    }
    int placeCount = 1 + random.nextInt(MAX_PLACES);
    for (int i = 0; i < placeCount; i++) {
      Place place = new Place(new Location("https://host/" + i, random.nextBoolean() ? "v" : null));
      if (random.nextInt(12) > 0) {
        place.states.put(0L, content());
      }
      places.add(place);
    }
  }

  private Nature nature() {
    return Nature.values()[1 + random.nextInt(Nature.values().length - 1)];
  }

  Content content() {
    return contents.get(random.nextInt(contents.size()));
  }

  Place place() {
    return places.get(random.nextInt(places.size()));
  }

  /** Overwrites an object that no version names. */
  void overwrite() {
    Place place = place();
    if (!place.location.isPinned() && !place.isMissing()) {
      place.states.put(time.now(), content());
    }
  }

  Place at(Location location) {
    return places.stream().filter(p -> p.location.equals(location)).findFirst().orElseThrow();
  }
}
