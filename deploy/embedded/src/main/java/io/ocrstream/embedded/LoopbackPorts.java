/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports on the loopback address.
 *
 * <p>The ports are below the range of outgoing connections: when a server restarts, no client's
 * socket may have taken its port in the meantime.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> another process may take a port before it is used.
 */
public final class LoopbackPorts {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int MAX_TRIES = 1_000;

  private LoopbackPorts() {}

  /** Returns different ports that are free now. */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tries = 0; held.size() < count; tries++) {
        if (tries == MAX_TRIES) {
          throw new IllegalStateException("no free port after " + MAX_TRIES + " tries");
        }
        bind(ThreadLocalRandom.current().nextInt(FIRST, END), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(LoopbackPorts::close);
    }
  }

  /** Returns the first free port from {@code port} upwards. */
  public static int firstFree(int port) {
    for (int tried = port; tried < port + MAX_TRIES; tried++) {
      if (isFree(tried)) {
        return tried;
      }
    }
    throw new IllegalStateException("no free port after " + MAX_TRIES + " tries");
  }

  /** Returns whether no process listens on the port now. */
  public static boolean isFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(int port, List<ServerSocket> held) {
    try {
      held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      // The port is taken; the caller tries another one.
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
