/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Sends single command lines to Redis, each on its own connection. */
final class RedisConsole {
  private static final int TIMEOUT_MS = 2_000;

  private final int port;

  RedisConsole(int port) {
    this.port = port;
  }

  /** Sends {@code line}, and waits for the first byte of the reply. */
  void tell(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
      int type = socket.getInputStream().read();
      if (type == '-') {
        throw new IOException("Redis rejected " + line);
      }
    }
  }
}
