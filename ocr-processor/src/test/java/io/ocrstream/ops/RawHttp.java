/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends HTTP requests with arbitrary headers. Java's own client does not allow a false host. */
public final class RawHttp {
  private static final int TIMEOUT_MS = 20_000;

  private RawHttp() {}

  /**
   * A complete response.
   *
   * @param status HTTP status
   * @param head header lines
   * @param body after the header
   */
  public record Reply(int status, List<String> head, String body) {
    /** Returns the value of a header. */
    public Optional<String> header(String name) {
      String begin = name.toLowerCase(Locale.ROOT) + ": ";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
          .map(line -> line.substring(begin.length()))
          .findFirst();
    }
  }

  /** Sends {@code "GET /path"} with header lines. */
  public static Reply send(InetSocketAddress server, String request, String... headers)
      throws IOException {
    return post(server, request, "", headers);
  }

  /** Sends a request with a body. */
  public static Reply post(InetSocketAddress server, String request, String body, String... headers)
      throws IOException {
    String head = List.of(headers).stream().map(h -> h + "\r\n").collect(Collectors.joining());
    String length = "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(TIMEOUT_MS);
      String text = request + " HTTP/1.1\r\n" + head + length + "Connection: close\r\n\r\n" + body;
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return read(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private static Reply read(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> head = answer.substring(0, end).lines().toList();
    int status = Integer.parseInt(head.get(0).substring(9, 12));
    return new Reply(status, head, answer.substring(end + 4));
  }
}
