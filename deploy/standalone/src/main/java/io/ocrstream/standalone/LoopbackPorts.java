/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on the loopback address that nobody listens on.
 *
 * <p>They lie below the range that systems give to outgoing connections: a server that is stopped
 * and started again must find its port free, and no client's socket may have landed there
 * meanwhile.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> a port may be taken by another process between the answer
 * and its use.
 */
final class LoopbackPorts {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int MAX_TRIES = 1_000;

  private LoopbackPorts() {}

  /** Ports that are free at this moment, all different. */
  static List<Integer> free(int count) {
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

  /** The first free one from {@code port} on. */
  static int firstFree(int port) {
    for (int tried = port; tried < port + MAX_TRIES; tried++) {
      if (isFree(tried)) {
        return tried;
      }
    }
    throw new IllegalStateException("no free port after " + MAX_TRIES + " tries");
  }

  /** Whether nobody listens there at this moment. */
  static boolean isFree(int port) {
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
      // Taken: the caller tries another one.
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
