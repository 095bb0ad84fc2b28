/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ocrstream.content.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Answers each TLS request with the same bytes, valid or not, and closes the connection. */
public final class RawHttpsServer implements AutoCloseable {
  private static final int BACKLOG = 10;

  private final ServerSocket server;
  private final byte[] reply;

  /** Starts a server that sends {@code reply}, which includes the status line and headers. */
  public RawHttpsServer(TestCertificate certificate, String reply) throws IOException {
    this.reply = reply.getBytes(ISO_8859_1);
    this.server =
        certificate
            .serverContext()
            .getServerSocketFactory()
            .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "raw-https");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the port on the loopback address. */
  public int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (SocketException e) {
        // Closed by us, or by a client that rejected the reply. Accept the next connection.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader request =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    String line = request.readLine();
    while (line != null && !line.isEmpty()) {
      line = request.readLine();
    }
    socket.getOutputStream().write(reply);
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
