/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Sends commands to Redis without a client library, and parses replies (RESP 2). */
final class RedisProtocol implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RedisProtocol(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns the names of all keys. */
  List<String> keys() throws IOException {
    send("KEYS *");
    int count = number('*');
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(string());
    }
    return keys;
  }

  /** Returns the remaining seconds of a key; -1 if it does not expire. */
  int secondsToLive(String key) throws IOException {
    send("TTL " + key);
    return number(':');
  }

  /** Returns the value of a key. */
  String get(String key) throws IOException {
    send("GET " + key);
    return string();
  }

  private void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
  }

  private String string() throws IOException {
    byte[] bytes = in.readNBytes(number('$'));
    in.skipNBytes(2);
    return new String(bytes, UTF_8);
  }

  private int number(char type) throws IOException {
    String line = line();
    if (line.charAt(0) != type) {
      throw new IOException("expected " + type + ", got " + line);
    }
    return Integer.parseInt(line.substring(1));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
