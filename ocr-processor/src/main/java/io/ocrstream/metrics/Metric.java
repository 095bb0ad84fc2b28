/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of {@link Metrics}.
 *
 * @param name of the meter, with dots
 * @param type what it does
 * @param unit the base unit that its Prometheus name ends in; empty for plain numbers
 * @param role which processes have it
 * @param tags each with its closed list
 * @param buckets upper bounds of a timer's histogram; none for a timer without one
 * @param meaning one sentence
 * @param hint when to be alarmed; empty where it never is
 */
public record Metric(
    String name,
    Type type,
    String unit,
    Role role,
    List<Tag> tags,
    List<Duration> buckets,
    String meaning,
    String hint) {
  /** What a meter does. */
  public enum Type {
    /** Only grows, until the process ends. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts, and adds up seconds; with buckets, a histogram. */
    TIMER
  }

  /** Which processes have a meter. */
  public enum Role {
    /** The stream processor. */
    PROCESSOR,
    /** Workers. */
    WORKER,
    /** Both. */
    BOTH
  }

  /** Copies the lists. */
  public Metric {
    tags = List.copyOf(tags);
    buckets = List.copyOf(buckets);
  }

  /** The name that Prometheus knows, without the suffixes of a histogram's parts. */
  public String prometheusName() {
    String base = name.replace('.', '_') + (type == Type.TIMER ? "_seconds" : suffix());
    return type == Type.COUNTER ? base + "_total" : base;
  }

  private String suffix() {
    return unit.isEmpty() ? "" : "_" + unit;
  }

  /** Every combination of its tags' values, in their order: all the series that there can be. */
  public List<List<String>> series() {
    List<List<String>> all = List.of(List.of());
    for (Tag tag : tags) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : all) {
        tag.values().forEach(value -> longer.add(plus(start, value)));
      }
      all = longer;
    }
    return all;
  }

  private static List<String> plus(List<String> start, String value) {
    List<String> longer = new ArrayList<>(start);
    longer.add(value);
    return List.copyOf(longer);
  }

  String typeName() {
    return type == Type.TIMER && !buckets.isEmpty()
        ? "histogram"
        : type.name().toLowerCase(Locale.ROOT);
  }
}
