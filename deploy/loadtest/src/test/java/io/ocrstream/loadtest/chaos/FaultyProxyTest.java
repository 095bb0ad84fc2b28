/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {
  private static final int SHORT_MS = 300;
  private static final int LONG_MS = 10_000;

  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final FaultyProxy proxy = new FaultyProxy(server.getLocalPort());

  FaultyProxyTest() throws IOException {
    // The ports are opened when the fields are initialised.
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void shouldPassBytesBothWaysUntilCutAndAgainAfterwards() throws IOException {
    for (int round = 0; round < 2; round++) {
      try (Socket client = client();
          Socket far = server.accept()) {
        client.getOutputStream().write('a');
        assertThat(far.getInputStream().read()).isEqualTo('a');
        far.getOutputStream().write('b');
        assertThat(client.getInputStream().read()).isEqualTo('b');
        proxy.cut();
        assertThat(isOver(client)).isTrue();
      }
    }
  }

  @Test
  void shouldHoldBytesBackWhileStalled() throws IOException {
    try (Socket client = client();
        Socket far = server.accept()) {
      proxy.setStalled(true);
      client.getOutputStream().write('a');
      far.setSoTimeout(SHORT_MS);
      assertThatThrownBy(() -> far.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.setStalled(false);
      far.setSoTimeout(LONG_MS);
      assertThat(far.getInputStream().read()).isEqualTo('a');
    }
  }

  private Socket client() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(LONG_MS);
    return client;
  }

  private static boolean isOver(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      // A reset also ends the connection.
      return !(e instanceof SocketTimeoutException);
    }
  }
}
