/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.loader.SettingsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests access over HTTP. */
class AccessFilterTest {
  private static final String TOKEN = "0123456789abc+f%e";
  private static final String LOCAL = "Host: localhost:8000";

  private @Nullable OpsServer server;

  private InetSocketAddress start(Map<String, String> settings) throws IOException {
    Endpoint endpoint = () -> HttpAnswer.text(200, "in\n");
    RouteHandler form =
        exchange -> {
          boolean its = exchange.getRequestURI().getPath().equals("/form");
          if (its) {
            Replies.text(exchange, 200, "taken\n");
          }
          return its;
        };
    OpsServer started =
        OpsServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of("/metrics", endpoint, "/health/live", endpoint, "/", endpoint),
            AccessFilter.of(SettingsLoader.of(settings).ops()),
            form,
            ServerLimits.OPERATORS);
    server = started;
    return started.address();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8000",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]:8000",
        "10.1.2.3:8000",
        "ocr.example",
        "OCR.example:8000",
        "processor:8000"
      })
  void shouldLetInWhenAskedByAnAddressOrAKnownName(String host) throws Exception {
    InetSocketAddress to = start(Map.of("ocr.ops.host-names", "ocr.example,processor"));

    assertThat(RawHttp.send(to, "GET /metrics", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.",
        "xlocalhost"
      })
  void shouldRefuseWhenAskedByAForeignName(String host) throws Exception {
    InetSocketAddress to = start(Map.of("ocr.ops.host-names", "ocr.example"));

    RawHttp.Reply reply = RawHttp.send(to, "GET /metrics", "Host: " + host);

    assertThat(reply.status()).isEqualTo(421);
    assertThat(reply.body()).doesNotContain("in\n").contains("ocr.ops.host-names");
    assertThat(RawHttp.send(to, "GET /health/live", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[evil]", "127.0.0.1@evil.example", ""})
  void shouldRefuseWhenTheHostIsNoHost(String host) throws Exception {
    assertThat(RawHttp.send(start(Map.of()), "GET /metrics", "Host: " + host).status())
        .isEqualTo(400);
  }

  @Test
  void shouldTakeOnlyWhatItsOwnPageSends() throws Exception {
    InetSocketAddress to = start(Map.of());

    assertThat(RawHttp.send(to, "POST /form", LOCAL).status()).isEqualTo(200);
    assertThat(RawHttp.send(to, "POST /form", LOCAL, "Origin: http://localhost:8000").status())
        .isEqualTo(200);
    for (String origin :
        new String[] {
          "http://evil.example", "http://localhost", "http://localhost:8001", "null", ""
        }) {
      assertThat(RawHttp.send(to, "POST /form", LOCAL, "Origin: " + origin).status())
          .as(origin)
          .isEqualTo(403);
    }
  }

  @Test
  void shouldRefuseWhatAnotherSiteAsksForUnlessItOnlyLinksHere() throws Exception {
    InetSocketAddress to = start(Map.of());
    for (String site : new String[] {"cross-site", "same-site"}) {
      String fetched = "Sec-Fetch-Site: " + site;
      assertThat(RawHttp.send(to, "POST /form", LOCAL, fetched).status()).isEqualTo(403);
      assertThat(RawHttp.send(to, "GET /metrics", LOCAL, fetched).status()).isEqualTo(403);
      String linked = "Sec-Fetch-Mode: navigate";
      assertThat(RawHttp.send(to, "GET /", LOCAL, fetched, linked).status()).isEqualTo(200);
      assertThat(RawHttp.send(to, "POST /form", LOCAL, fetched, linked).status()).isEqualTo(403);
    }
    for (String site : new String[] {"same-origin", "none"}) {
      String fetched = "Sec-Fetch-Site: " + site;
      assertThat(RawHttp.send(to, "POST /form", LOCAL, fetched).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayWhatBrowsersMayDoWhenItAnswers() throws Exception {
    RawHttp.Reply reply = RawHttp.send(start(Map.of()), "GET /metrics", LOCAL);

    assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(reply.header("X-Frame-Options")).hasValue("DENY");
    assertThat(reply.header("Referrer-Policy")).hasValue("same-origin");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(reply.header("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void shouldHaveNoLoginWhenThereIsNoToken() throws Exception {
    assertThat(RawHttp.send(start(Map.of()), "GET /login", LOCAL).status()).isEqualTo(404);
  }

  @Test
  void shouldWantTheTokenForEverythingButHealth() throws Exception {
    InetSocketAddress to = start(Map.of("ocr.ops.token", TOKEN));

    RawHttp.Reply without = RawHttp.send(to, "GET /metrics", LOCAL);
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.header("WWW-Authenticate")).hasValue("Bearer");
    assertThat(RawHttp.send(to, "POST /form", LOCAL).status()).isEqualTo(401);
    assertThat(RawHttp.send(to, "GET /health/live", LOCAL).status()).isEqualTo(200);
    assertThat(RawHttp.send(to, "GET /", LOCAL).header("Location")).hasValue("/login");
    for (String wrong : new String[] {"", "x", TOKEN + "x", TOKEN.substring(1)}) {
      assertThat(RawHttp.send(to, "GET /metrics", LOCAL, "Authorization: Bearer " + wrong).status())
          .as(wrong)
          .isEqualTo(401);
    }
    for (String scheme : new String[] {"Bearer", "bearer"}) {
      String given = "Authorization: " + scheme + " " + TOKEN;
      assertThat(RawHttp.send(to, "GET /metrics", LOCAL, given).body()).isEqualTo("in\n");
    }
    assertThat(RawHttp.send(to, "GET /login.js", LOCAL).body()).contains("location.hash");
  }

  @Test
  void shouldLetTheBrowserInWhenItGaveTheTokenOnce() throws Exception {
    InetSocketAddress to = start(Map.of("ocr.ops.token", TOKEN));
    String form = "token=" + TOKEN.replace("%", "%25").replace("+", "%2B");

    RawHttp.Reply entered = RawHttp.post(to, "POST /login", form, LOCAL);
    assertThat(entered.status()).isEqualTo(303);
    String cookie = entered.header("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain(TOKEN);
    String value = cookie.substring(0, cookie.indexOf(';'));
    assertThat(RawHttp.send(to, "GET /metrics", LOCAL, "Cookie: a=b; " + value).status())
        .isEqualTo(200);

    // A later expiry, a changed MAC, and an expiry long past.
    String mac = value.substring(value.indexOf('.'));
    for (String forged :
        new String[] {
          "ocr-ops=99999999999" + mac,
          value.substring(0, value.length() - 1) + "!",
          "ocr-ops=1" + mac
        }) {
      assertThat(RawHttp.send(to, "GET /metrics", LOCAL, "Cookie: " + forged).status())
          .as(forged)
          .isEqualTo(401);
    }
  }

  @Test
  void shouldShowTheFormAgainWhenTheTokenIsWrong() throws Exception {
    InetSocketAddress to = start(Map.of("ocr.ops.token", TOKEN));

    RawHttp.Reply wrong = RawHttp.post(to, "POST /login", "token=nonsense", LOCAL);
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.body()).contains("<form").doesNotContain("nonsense");
    assertThat(wrong.header("Set-Cookie")).isEmpty();
    assertThat(RawHttp.post(to, "POST /login", "token=%zz", LOCAL).status()).isEqualTo(403);
    assertThat(RawHttp.send(to, "GET /login", LOCAL).status()).isEqualTo(200);

    String largest = "x".repeat(Login.MAX_FORM_BYTES);
    assertThat(RawHttp.post(to, "POST /login", largest, LOCAL).status()).isEqualTo(403);
    assertThat(RawHttp.post(to, "POST /login", largest + "x", LOCAL).status()).isEqualTo(413);
  }
}
