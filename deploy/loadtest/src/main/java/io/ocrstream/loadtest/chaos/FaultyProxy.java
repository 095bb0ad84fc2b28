/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.concurrent.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards bytes from a port of the loopback address to another port, with faults on demand.
 *
 * <p><b>Threading:</b> any; it has a thread per direction of each connection. <b>Bounds:</b> {@link
 * #BUFFER} bytes per thread.
 */
final class FaultyProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyProxy.class);
  private static final int BUFFER = 16 * 1024;
  private static final long STALL_NANOS = 20_000_000;

  private volatile int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean isStalled;

  FaultyProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Sets the target of new connections. */
  void setTarget(int port) {
    target = port;
  }

  /** Closes all open connections; new ones are accepted. */
  void cut() {
    sockets.forEach(FaultyProxy::close);
    sockets.clear();
  }

  /** Stalls or resumes all connections. */
  void setStalled(boolean stalled) {
    isStalled = stalled;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        connect(client);
      } catch (IOException e) {
        LOG.debug("the proxy ends: {}", e.toString());
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(upstream);
      run(() -> pass(client, upstream));
      run(() -> pass(upstream, client));
    } catch (IOException e) {
      // The target is down, so the client's connection is closed.
      close(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        while (isStalled) {
          LockSupport.parkNanos(STALL_NANOS);
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      LOG.debug("a connection was cut: {}", e.toString());
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void run(Runnable what) {
    DaemonThreads.start("chaos-proxy", what);
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("it was closed already: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    isStalled = false;
    server.close();
    cut();
  }
}
