/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/** Records the requests of flights, one per line. */
final class RecordedEffects implements FlightEffects {
  private final List<String> lines = new ArrayList<>();

  /** Returns what was recorded since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void send(String key, WaiterRow leader, long sentAt, int attempt) {
    lines.add("send %s for %s at %d, attempt %d".formatted(key, body(leader), sentAt, attempt));
  }

  @Override
  public void answer(String key, WaiterRow waiter, Role role, byte[] landing) {
    lines.add("%s %s: %s".formatted(role, body(waiter), new String(landing, US_ASCII)));
  }

  @Override
  public void lost(String key, WaiterRow waiter, int attempts) {
    lines.add("lost %s after %d".formatted(body(waiter), attempts));
  }

  @Override
  public void expired(String key, WaiterRow waiter, int attempts) {
    lines.add("expired " + new String(waiter.body(), US_ASCII) + " after " + attempts);
  }

  @Override
  public void dropped(String key, Drop reason) {
    lines.add("dropped " + reason);
  }

  private static String body(WaiterRow waiter) {
    return new String(waiter.body(), US_ASCII);
  }
}
