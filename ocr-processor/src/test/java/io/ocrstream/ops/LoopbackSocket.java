/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;

/** Sends parts of HTTP requests from one of several addresses of this machine. */
final class LoopbackSocket {
  private LoopbackSocket() {}

  /** Sends a byte, and returns whether the other side has closed the connection. */
  static boolean isHungUp(Socket socket) {
    try {
      write(socket, "x");
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Connects from one of this machine's addresses. */
  static Socket connected(int port, int address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.1." + (1 + address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout((int) OpsServerTest.DEADLINE.toMillis());
    return socket;
  }

  static String statusLine(Socket socket) throws IOException {
    String request = "GET /text HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n";
    try {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
    } catch (SocketException e) {
      return "";
    }
    return line(socket);
  }

  /** Returns the first line; empty if the other side closes the connection. */
  static String line(Socket socket) throws IOException {
    try {
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return line == null ? "" : line;
    } catch (SocketException e) {
      return "";
    }
  }
}
