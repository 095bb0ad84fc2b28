/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisPairTest {
  @Test
  void shouldKeepWhatTheReplicaHasWhenItFailsOver() throws Exception {
    try (RedisPair redis = new RedisPair()) {
      setReplicated(redis, "old");
      redis.failOver();
      assertThat(ask(redis, "GET key")).isEqualTo("old");

      // After the way back, the former primary follows.
      setReplicated(redis, "new");
      redis.failOver();
      assertThat(ask(redis, "GET key")).isEqualTo("new");
    }
  }

  @Test
  void shouldComeBackEmptyWhenItIsRestarted() throws Exception {
    try (RedisPair redis = new RedisPair()) {
      setReplicated(redis, "old");
      redis.tell("SHUTDOWN NOSAVE");
      redis.restart();
      assertThat(ask(redis, "EXISTS key")).isEqualTo(":0");
    }
  }

  @Test
  void shouldRefuseWritesUntilItIsMended() throws Exception {
    try (RedisPair redis = new RedisPair()) {
      RedisFaults faults = new RedisFaults(redis, (ms, action) -> {});
      faults.inject(InjectedFault.REDIS_READ_ONLY, 1_000);
      assertThat(ask(redis, "SET key new")).startsWith("-NOREPLICAS");
      faults.inject(InjectedFault.REDIS_FULL, 1_000);
      faults.mend();
      assertThat(ask(redis, "SET key new")).isEqualTo("+OK");
    }
  }

  /** Uses one connection, because WAIT applies to what its own connection wrote. */
  private static void setReplicated(RedisPair redis, String value) throws IOException {
    assertThat(answers(redis, List.of("SET key " + value, "WAIT 1 10000")))
        .containsExactly("+OK", ":1");
  }

  /** Returns the answer to a line through the proxy; the string, if the answer is one. */
  private static String ask(RedisPair redis, String line) throws IOException {
    return answers(redis, List.of(line)).get(0);
  }

  private static List<String> answers(RedisPair redis, List<String> lines) throws IOException {
    URI uri = URI.create(redis.uri());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String first = in.readLine();
        answers.add(first.startsWith("$") ? in.readLine() : first);
      }
      return answers;
    }
  }
}
