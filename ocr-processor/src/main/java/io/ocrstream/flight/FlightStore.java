/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores flights, their waiters, their landings and the agenda as rows of one sorted store.
 *
 * <pre>
 *   F key                    the flight
 *   A key                    what it landed with
 *   W key 0 sequence         a waiter: an entry of its own, so that the ten-thousandth costs what
 *                            the second did
 *   T part since key         the agenda: flights of one part, the one longest in it first
 *   E deadline key 0 sequence  waiters that have a deadline, the next one first
 * </pre>
 *
 * <p><b>Threading:</b> the owner's thread only.
 */
final class FlightStore {
  private static final byte[] NOTHING = new byte[0];

  private final SortedStore rows;
  private long flights;
  private long open;
  private long waiters;
  private long lastSent = Long.MIN_VALUE;

  /** Opens the store, and counts its existing rows once. */
  FlightStore(SortedStore rows) {
    this.rows = rows;
    this.waiters = count('W', value -> true);
    this.open =
        count(
            'F',
            value -> {
              Flight flight = Flight.decode(value);
              lastSent = Math.max(lastSent, flight.sentAt());
              flights++;
              return isOpen(flight);
            });
  }

  private long count(char kind, Predicate<byte[]> counts) {
    long found = 0;
    try (SortedStore.Entries entries = rows.range(row(kind, ""), row((char) (kind + 1), ""))) {
      while (entries.hasNext()) {
        found += counts.test(entries.next().value()) ? 1 : 0;
      }
    }
    return found;
  }

  private static boolean isOpen(@Nullable Flight flight) {
    return flight != null && flight.state() != Flight.State.LANDED;
  }

  /**
   * Returns the time of the latest sending that this store has seen, in epoch milliseconds; {@link
   * Long#MIN_VALUE} before the first.
   */
  long lastSent() {
    return lastSent;
  }

  /** Returns whether there are no flights in any state, and so no waiters. */
  boolean isEmpty() {
    return flights == 0;
  }

  /** Returns the numbers of open flights and of waiters. */
  Census census() {
    return new Census(open, waiters, oldest());
  }

  private long oldest() {
    byte[] from = agendaRow(Flight.State.FLYING.agenda, 0, "");
    byte[] to = agendaRow(Flight.State.FLYING.agenda, Long.MAX_VALUE, "");
    try (SortedStore.Entries entries = rows.range(from, to)) {
      return entries.hasNext() ? ByteBuffer.wrap(entries.next().key()).getLong(2) : Long.MAX_VALUE;
    }
  }

  /**
   * A waiter and its place in the queue.
   *
   * @param sequence place within the flight, from 0
   * @param waiter the waiter
   */
  record Queued(long sequence, WaiterRow waiter) {}

  /**
   * A waiter whose deadline is over.
   *
   * @param key key of its flight
   * @param queued the waiter and its place
   */
  record Expired(String key, Queued queued) {}

  @Nullable Flight flight(String key) {
    byte[] row = rows.get(row('F', key));
    return row == null ? null : Flight.decode(row);
  }

  /** Replaces {@code before} by {@code flight}, and moves it in the agenda. */
  void put(String key, @Nullable Flight before, Flight flight) {
    if (before != null && !samePlace(before, flight)) {
      rows.delete(agendaRow(before.state().agenda, before.since(), key));
    }
    if (before == null || !samePlace(before, flight)) {
      rows.put(agendaRow(flight.state().agenda, flight.since(), key), NOTHING);
    }
    rows.put(row('F', key), flight.encode());
    lastSent = Math.max(lastSent, flight.sentAt());
    flights += before == null ? 1 : 0;
    open += (isOpen(flight) ? 1 : 0) - (isOpen(before) ? 1 : 0);
  }

  /** Removes the flight and its landing. Its waiters must be removed before. */
  void remove(String key, Flight flight) {
    rows.delete(agendaRow(flight.state().agenda, flight.since(), key));
    rows.delete(row('A', key));
    rows.delete(row('F', key));
    flights--;
    open -= isOpen(flight) ? 1 : 0;
  }

  byte @Nullable [] landing(String key) {
    return rows.get(row('A', key));
  }

  void putLanding(String key, byte[] landing) {
    rows.put(row('A', key), landing);
  }

  void addWaiter(String key, long sequence, WaiterRow waiter) {
    rows.put(waiterRow(key, sequence), waiter.encode());
    if (waiter.deadline() != WaiterRow.NEVER) {
      rows.put(deadlineRow(waiter.deadline(), key, sequence), NOTHING);
    }
    waiters++;
  }

  void removeWaiter(String key, Queued queued) {
    rows.delete(waiterRow(key, queued.sequence()));
    waiters--;
    if (queued.waiter().deadline() != WaiterRow.NEVER) {
      rows.delete(deadlineRow(queued.waiter().deadline(), key, queued.sequence()));
    }
  }

  /**
   * Returns at most {@code most} waiters whose deadline is not after {@code now}, the earliest
   * first.
   */
  List<Expired> expired(long now, int most) {
    List<Expired> found = new ArrayList<>();
    byte[] from = deadlineRow(0, "", 0);
    byte[] to = ByteBuffer.allocate(1 + Long.BYTES).put((byte) 'E').putLong(now + 1).array();
    try (SortedStore.Entries entries = rows.range(from, to)) {
      while (found.size() < most && entries.hasNext()) {
        found.add(expired(entries.next().key()));
      }
    }
    return found;
  }

  private Expired expired(byte[] row) {
    int start = 1 + Long.BYTES;
    int end = row.length - Long.BYTES - 1;
    String key = new String(row, start, end - start, US_ASCII);
    long sequence = ByteBuffer.wrap(row).getLong(end + 1);
    byte[] waiter = rows.get(waiterRow(key, sequence));
    if (waiter == null) {
      throw new IllegalStateException("a deadline names a waiter that is not there");
    }
    return new Expired(key, new Queued(sequence, WaiterRow.decode(waiter)));
  }

  /**
   * Returns at most {@code most} waiters from {@code from} (inclusive) to {@code to} (exclusive).
   */
  List<Queued> waiters(String key, long from, long to, int most) {
    List<Queued> found = new ArrayList<>();
    try (SortedStore.Entries entries = rows.range(waiterRow(key, from), waiterRow(key, to))) {
      while (found.size() < most && entries.hasNext()) {
        SortedStore.Entry entry = entries.next();
        long sequence = ByteBuffer.wrap(entry.key()).getLong(entry.key().length - Long.BYTES);
        found.add(new Queued(sequence, WaiterRow.decode(entry.value())));
      }
    }
    return found;
  }

  /**
   * Returns at most {@code most} keys of flights in the agenda part of {@code state} that entered
   * it before {@code before}, in epoch milliseconds, the oldest first.
   */
  List<String> agenda(Flight.State state, long before, int most) {
    List<String> keys = new ArrayList<>();
    byte[] from = agendaRow(state.agenda, 0, "");
    byte[] to = agendaRow(state.agenda, Math.max(0, before), "");
    try (SortedStore.Entries entries = rows.range(from, to)) {
      while (keys.size() < most && entries.hasNext()) {
        byte[] row = entries.next().key();
        int start = 2 + Long.BYTES;
        keys.add(new String(row, start, row.length - start, US_ASCII));
      }
    }
    return keys;
  }

  private static boolean samePlace(Flight a, Flight b) {
    return a.state().agenda == b.state().agenda && a.since() == b.since();
  }

  private static byte[] row(char kind, String key) {
    return ByteBuffer.allocate(1 + key.length())
        .put((byte) kind)
        .put(key.getBytes(US_ASCII))
        .array();
  }

  private static byte[] waiterRow(String key, long sequence) {
    return ByteBuffer.allocate(2 + key.length() + Long.BYTES)
        .put((byte) 'W')
        .put(key.getBytes(US_ASCII))
        .put((byte) 0)
        .putLong(sequence)
        .array();
  }

  private static byte[] deadlineRow(long deadline, String key, long sequence) {
    return ByteBuffer.allocate(2 + 2 * Long.BYTES + key.length())
        .put((byte) 'E')
        .putLong(deadline)
        .put(key.getBytes(US_ASCII))
        .put((byte) 0)
        .putLong(sequence)
        .array();
  }

  private static byte[] agendaRow(char part, long since, String key) {
    return ByteBuffer.allocate(2 + Long.BYTES + key.length())
        .put((byte) 'T')
        .put((byte) part)
        .putLong(since)
        .put(key.getBytes(US_ASCII))
        .array();
  }
}
