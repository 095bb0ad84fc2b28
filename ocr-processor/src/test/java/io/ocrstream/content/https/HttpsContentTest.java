/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsContentTest extends ContentContractTest {
  @TempDir static Path tlsDir;
  private static TestCertificate certificate;
  private static TestHttpsServer server;
  private static TestHttpsServer forbidden;

  @BeforeAll
  static void start() throws IOException {
    certificate = TestCertificate.make(tlsDir);
    server = new TestHttpsServer(certificate);
    forbidden = new TestHttpsServer(certificate);
  }

  @AfterAll
  static void stop() {
    server.close();
    forbidden.close();
  }

  @Override
  public ContentLimits limits() {
    return ContentLimits.hosts(certificate.pem(), server.host());
  }

  @Override
  public String put(String name, byte[] bytes) {
    return server.put(name, bytes);
  }

  @Override
  public String forbidden() {
    return forbidden.put("secret.bin", bytes(3));
  }

  private FailureCode fetchRefusal(String uri) {
    return problem(content().fetch(at(uri))).code();
  }

  private static HttpHandler redirect(int status, String to) {
    return exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(status, -1);
      }
    };
  }

  private static HttpHandler status(int status) {
    return exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(status, -1);
      }
    };
  }

  @Test
  void shouldFollowWhenARedirectLeadsToAnAllowedHost() {
    server.put("target.bin", bytes(20));
    String relative = server.answer("/redirect/relative", redirect(302, "../objects/target.bin"));
    String absolute =
        server.answer("/redirect/absolute", redirect(307, server.uri("/redirect/relative")));
    assertThat(seen(content().inspect(at(absolute))).size()).isEqualTo(20);
    try (Fetched read = fetched(content().fetch(at(relative)))) {
      assertThat(read.size()).isEqualTo(20);
      assertThat(read.location().uri()).isEqualTo(relative);
    }
  }

  @Test
  void shouldRefuseWhenARedirectLeadsElsewhere() {
    String other = server.answer("/redirect/other", redirect(301, forbidden()));
    String plain =
        server.answer("/redirect/plain", redirect(302, "http://" + server.host() + "/objects/a"));
    String user =
        server.answer("/redirect/user", redirect(302, "https://a:b@" + server.host() + "/x"));
    String file = server.answer("/redirect/file", redirect(302, "file:///etc/hostname"));
    assertThat(fetchRefusal(other)).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(fetchRefusal(plain)).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(fetchRefusal(user)).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(fetchRefusal(file)).isEqualTo(FailureCode.FETCH_REFUSED);
  }

  @Test
  void shouldGiveUpWhenThereIsOneRedirectTooMany() {
    server.put("end.bin", bytes(20));
    String uri = server.uri("/objects/end.bin");
    for (int i = 1; i <= HttpsRequests.MAX_REDIRECTS; i++) {
      uri = server.answer("/chain/" + i, redirect(302, uri));
    }
    String tooMany = server.answer("/chain/more", redirect(302, uri));
    assertThat(seen(content().inspect(at(uri))).size()).isEqualTo(20);
    assertThat(fetchRefusal(tooMany)).isEqualTo(FailureCode.FETCH_REFUSED);
  }

  @Test
  void shouldRefuseWhenTheUriHoldsAUserOrNoHost() {
    server.put("u.bin", bytes(2));
    assertThat(fetchRefusal("https://user:pass@" + server.host() + "/objects/u.bin"))
        .isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(fetchRefusal("https:/objects/u.bin")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(fetchRefusal("https:u.bin")).isEqualTo(FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldRefuseWhenAnAllowedHostHasAPrivateAddress() throws IOException {
    String uri = server.put("inside.bin", bytes(2));
    try (Content content = open(limits().publicOnly(), workDir)) {
      assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    }
  }

  @Test
  void shouldRefuseWhenTheCertificateIsNotTrusted() throws IOException {
    String uri = server.put("trust.bin", bytes(2));
    ContentLimits untrusting = limits().trustingNobodyElse();
    try (Content content = open(untrusting, workDir)) {
      assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.FETCH_FAILED);
    }
  }

  @Test
  void shouldTellWhatTheStatusMeansWhenItIsNotOk() {
    int[] statuses = {401, 403, 404, 410, 412, 408, 429, 500, 503, 304, 206, 400, 409, 501, 505};
    FailureCode[] codes = {
      FailureCode.ACCESS_DENIED, FailureCode.ACCESS_DENIED, FailureCode.NOT_FOUND,
      FailureCode.NOT_FOUND, FailureCode.OBJECT_CHANGED, FailureCode.FETCH_FAILED,
      FailureCode.FETCH_FAILED, FailureCode.FETCH_FAILED, FailureCode.FETCH_FAILED,
      FailureCode.FETCH_REFUSED, FailureCode.FETCH_REFUSED, FailureCode.FETCH_REFUSED,
      FailureCode.FETCH_REFUSED, FailureCode.FETCH_REFUSED, FailureCode.FETCH_REFUSED
    };
    for (int i = 0; i < statuses.length; i++) {
      String uri = server.answer("/status/" + statuses[i], status(statuses[i]));
      assertThat(fetchRefusal(uri)).as("status %d", statuses[i]).isEqualTo(codes[i]);
      assertThat(problem(content().inspect(at(uri))).code()).isEqualTo(codes[i]);
    }
  }

  @Test
  void shouldInspectByGetWhenHeadIsRefused() {
    byte[] bytes = bytes(30);
    String uri =
        server.answer(
            "/get-only",
            exchange -> {
              try (exchange) {
                if (exchange.getRequestMethod().equals("HEAD")) {
                  exchange.sendResponseHeaders(403, -1);
                } else {
                  exchange.getResponseHeaders().set("ETag", "\"get\"");
                  TestHttpsServer.respond(exchange, bytes);
                }
              }
            });
    Inspected seen = seen(content().inspect(at(uri)));
    assertThat(seen.size()).isEqualTo(30);
    assertThat(seen.location().etag()).isEqualTo("get");
  }

  @Test
  void shouldNotPinWhenTheTagIsWeak() {
    String uri =
        server.answer(
            "/weak",
            exchange -> {
              try (exchange) {
                assertThat(exchange.getRequestHeaders().containsKey("If-Match")).isFalse();
                exchange.getResponseHeaders().set("ETag", "W/\"w1\"");
                TestHttpsServer.respond(exchange, bytes(5));
              }
            });
    assertThat(seen(content().inspect(at(uri))).location()).isEqualTo(at(uri));
    Location same = new Location(uri, "W/\"w1\"");
    assertThat(seen(content().inspect(same)).location().isPinned()).isFalse();
    assertThat(problem(content().fetch(new Location(uri, "W/\"w2\""))).code())
        .isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  @Test
  void shouldNotBelieveAStateWhenTheHostNamesNone() {
    String uri =
        server.answer(
            "/tagless",
            exchange -> {
              try (exchange) {
                TestHttpsServer.respond(exchange, bytes(5));
              }
            });
    assertThat(problem(content().fetch(new Location(uri, "abc"))).code())
        .isEqualTo(FailureCode.OBJECT_CHANGED);
    assertThat(seen(content().inspect(at(uri))).location().isPinned()).isFalse();
  }

  @Test
  void shouldRefuseWhenTheEtagCannotStandInAHeader() {
    String uri = server.put("etag.bin", bytes(5));
    assertThat(problem(content().fetch(new Location(uri, "a\r\nX-Evil: 1"))).code())
        .isEqualTo(FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldFailWhenTheBodyBreaksOffBeforeItsLength() {
    String uri =
        server.answer(
            "/short",
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write(bytes(500));
              exchange.getResponseBody().flush();
              exchange.close();
            });
    assertThat(fetchRefusal(uri)).isEqualTo(FailureCode.FETCH_FAILED);
  }

  @Test
  void shouldFailWhenNobodyListens() {
    TestHttpsServer gone = open();
    String uri = gone.put("a.bin", bytes(1));
    gone.close();
    try (Content content = open(ContentLimits.hosts(certificate.pem(), gone.host()), workDir)) {
      Problem problem = problem(content.fetch(at(uri)));
      assertThat(problem.code()).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(problem.message()).contains("ConnectException").doesNotContain(gone.host());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TestHttpsServer open() {
    try {
      return new TestHttpsServer(certificate);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
