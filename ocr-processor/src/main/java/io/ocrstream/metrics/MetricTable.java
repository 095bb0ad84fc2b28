/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.metrics.Metric.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the rows of one kind of process, in the order of their definition.
 *
 * <p><b>Threading:</b> the thread that initialises the class with the rows.
 */
final class MetricTable {
  static final Tag TASKS = Tag.of("tasks", ShareGroup.values(), group -> group.tasks().topicName());

  static final List<Duration> WORK_BUCKETS =
      millis(50, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000);

  private final Role role;
  private final List<Metric> rows = new ArrayList<>();

  MetricTable(Role role) {
    this.role = role;
  }

  /** Returns all rows. */
  List<Metric> rows() {
    return List.copyOf(rows);
  }

  static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }

  Row counter(String name, String meaning) {
    return new Row(Metric.Type.COUNTER, name, List.of(), meaning);
  }

  Row gauge(String name, String meaning) {
    return new Row(Metric.Type.GAUGE, name, List.of(), meaning);
  }

  Row timer(String name, List<Duration> buckets, String meaning) {
    return new Row(Metric.Type.TIMER, name, buckets, meaning).unit("seconds");
  }

  /** Builds a row; the row joins the table when its tags are known. */
  final class Row {
    private final Metric.Type type;
    private final String name;
    private final List<Duration> buckets;
    private final String meaning;
    private String unit = "";
    private String hint = "";

    Row(Metric.Type type, String name, List<Duration> buckets, String meaning) {
      this.type = type;
      this.name = name;
      this.buckets = buckets;
      this.meaning = meaning;
    }

    Row unit(String base) {
      unit = base;
      return this;
    }

    Row hint(String condition) {
      hint = condition;
      return this;
    }

    Metric row() {
      return tags();
    }

    Metric tags(Tag... tags) {
      Metric whole = new Metric(name, type, unit, role, List.of(tags), buckets, meaning, hint);
      rows.add(whole);
      return whole;
    }
  }
}
