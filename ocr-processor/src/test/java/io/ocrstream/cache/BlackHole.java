/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP relay that can make its current connections swallow all bytes without closing them, as if
 * the remote machine had lost power. New connections work.
 */
public final class BlackHole implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Relay> relays = new CopyOnWriteArrayList<>();

  private BlackHole(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  public static BlackHole before(int port) {
    try {
      BlackHole hole =
          new BlackHole(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      daemon(hole::accept);
      return hole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public int connections() {
    return relays.size();
  }

  /** Makes all current connections swallow all bytes. */
  public void swallow() {
    relays.forEach(relay -> relay.swallowing = true);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Relay relay : relays) {
      relay.client.close();
      relay.redis.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Relay relay = new Relay(client, new Socket(InetAddress.getLoopbackAddress(), target));
        relays.add(relay);
        daemon(() -> relay.copy(relay.client, relay.redis));
        daemon(() -> relay.copy(relay.redis, relay.client));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "black-hole");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Relay {
    private final Socket client;
    private final Socket redis;
    private volatile boolean swallowing;

    Relay(Socket client, Socket redis) {
      this.client = client;
      this.redis = redis;
    }

    void copy(Socket from, Socket to) {
      byte[] buffer = new byte[8192];
      try {
        for (int n = from.getInputStream().read(buffer);
            n >= 0;
            n = from.getInputStream().read(buffer)) {
          if (!swallowing) {
            to.getOutputStream().write(buffer, 0, n);
          }
        }
        to.close();
      } catch (IOException e) {
        // Closed by the other direction.
      }
    }
  }
}
