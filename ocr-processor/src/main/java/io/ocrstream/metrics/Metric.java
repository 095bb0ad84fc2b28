/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Describes one row of {@link Metrics}.
 *
 * @param name the meter's name, with dots
 * @param type the kind of meter
 * @param unit the base unit that ends the Prometheus name; empty for plain numbers
 * @param role the processes that have the meter
 * @param tags the tags, each with its closed list of values
 * @param buckets upper bounds of a timer's histogram, in seconds; empty for a timer without one
 * @param meaning one phrase without full stop
 * @param hint the condition that is worth an alarm; empty if there is none
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
  /** Lists the kinds of meters. */
  public enum Type {
    /** Only increases, until the process ends. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts events and sums their seconds; with buckets, it is a histogram. */
    TIMER
  }

  /** Lists the processes that have a meter. */
  public enum Role {
    /** The stream processor. */
    PROCESSOR,
    /** Workers. */
    WORKER,
    /** Both. */
    BOTH,
    /** Gateways. */
    GATEWAY
  }

  /** Copies the lists. */
  public Metric {
    tags = List.copyOf(tags);
    buckets = List.copyOf(buckets);
  }

  /** Returns the Prometheus name, without the suffixes of a histogram's series. */
  public String prometheusName() {
    String base = name.replace('.', '_') + (type == Type.TIMER ? "_seconds" : suffix());
    return type == Type.COUNTER ? base + "_total" : base;
  }

  private String suffix() {
    return unit.isEmpty() ? "" : "_" + unit;
  }

  /** Returns every combination of the tags' values, in the tags' order: all possible series. */
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
