/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections above the limits, and those whose first request does not arrive in time.
 * Neither a slow client nor many connections of one address can block other clients.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the connections of {@link ServerLimits}.
 */
final class ConnectionLimits implements Connection.Listener {
  private final Scheduler scheduler;
  private final ServerLimits limits;
  private final Set<EndPoint> open = ConcurrentHashMap.newKeySet();

  ConnectionLimits(Scheduler scheduler, ServerLimits limits) {
    this.scheduler = scheduler;
    this.limits = limits;
  }

  @Override
  public void onOpened(Connection connection) {
    EndPoint client = connection.getEndPoint();
    open.add(client);
    if (isTooMany(address(client))) {
      client.close();
      return;
    }
    var unused =
        scheduler.schedule(
            () -> hangUpOnSilence(connection), OpsServer.MAX_HEADER_SECONDS, TimeUnit.SECONDS);
  }

  /* Ignores connections that were answered and only wait for their cleanup. */
  private boolean isTooMany(InetAddress address) {
    int all = 0;
    int ofAddress = 0;
    for (EndPoint client : open) {
      if (!client.isOutputShutdown()) {
        all++;
        ofAddress += address(client).equals(address) ? 1 : 0;
      }
    }
    return ofAddress > limits.connectionsOfOne() || all > limits.connections();
  }

  private static void hangUpOnSilence(Connection connection) {
    if (connection.getMessagesIn() == 0) {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection.getEndPoint());
  }

  private static InetAddress address(EndPoint client) {
    return ((InetSocketAddress) client.getRemoteSocketAddress()).getAddress();
  }
}
