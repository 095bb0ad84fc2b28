/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An empty Redis that opens connections and, on demand, refuses every command with an error code.
 *
 * <p><b>Threading:</b> any; one thread of its own for each connection.
 */
public final class RefusingRedis implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private volatile @Nullable String refusal;

  /** Starts a server that refuses nothing. */
  public RefusingRedis() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Returns the URI on the loopback address. */
  public String uri() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  /** Refuses every command from now on; null to refuse none. */
  public void refuse(@Nullable String code) {
    refusal = code;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      OutputStream out = client.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(reply(command(in, Integer.parseInt(line.substring(1)))).getBytes(US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  /** Reads the rest of an array of words without line ends, and returns the first. */
  private static String command(BufferedReader in, int words) throws IOException {
    String first = "";
    for (int i = 0; i < words; i++) {
      in.readLine();
      String word = in.readLine();
      first = i == 0 ? word : first;
    }
    return first.toUpperCase(Locale.ROOT);
  }

  private String reply(String command) {
    String code = refusal;
    return switch (command) {
      case "HELLO" -> "-ERR unknown command\r\n";
      case "PING" -> "+PONG\r\n";
      case "CLIENT" -> "+OK\r\n";
      default ->
          code != null
              ? "-" + code + " refused\r\n"
              : command.equals("GET") ? "$-1\r\n" : "+OK\r\n";
    };
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "refusing-redis");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
