/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.net.httpserver.HttpHandler;
import io.ocrstream.content.Content;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.https.RawHttpsServer;
import io.ocrstream.content.https.Rebinding;
import io.ocrstream.content.https.TestHttpsServer;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Creates hostile locations, and loopback hosts with hostile responses. */
final class HostilePlaces implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

  private final Function<String, String> heard;
  private final Path folder;
  private final TestCertificate certificate;
  private final TestHttpsServer server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final HostileReplies replies = new HostileReplies(over);
  private final List<Content> opened = new ArrayList<>();
  private final List<RawHttpsServer> hosts = new ArrayList<>();
  private final Path root;

  HostilePlaces(Path folder, Function<String, String> heard) throws IOException {
    this.heard = heard;
    this.folder = folder;
    this.certificate = TestCertificate.make(folder);
    this.server = new TestHttpsServer(certificate);
    this.root = Files.createDirectory(folder.resolve("root"));
    Path outside = Files.writeString(folder.resolve("zqx-secret"), "zqx");
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("folder"), folder);
  }

  /** Names and addresses of this machine and of private networks. */
  private static final List<String> PRIVATE_HOSTS =
      List.of(
          "localhost",
          "127.0.0.1",
          "0.0.0.0",
          "10.0.0.1",
          "192.168.0.1",
          "169.254.169.254",
          "[::1]",
          "[::ffff:127.0.0.1]",
          "[::ffff:a9fe:a9fe]",
          "[fe80::1]",
          "[fc00::1]",
          "2130706433",
          "0x7f000001",
          "127.1");

  /** Read timeout that a silent host must exceed. */
  private static final Duration READ = Duration.ofSeconds(1);

  /** Time limit of a fetch that an endless response must exceed. */
  private static final Duration FETCH = Duration.ofSeconds(3);

  private ContentLimits limits(boolean privateToo, String... hosts) {
    return ContentLimits.buckets("https://" + server.host(), "allowed")
        .trusting(certificate.pem())
        .with(
            Map.of(
                "fileRoots", Optional.of(List.of(root)),
                "httpsHosts", Optional.of(List.of(hosts)),
                "httpsPrivate", privateToo));
  }

  /** Returns the locations with the code that answers them. */
  Map<String, Supplier<String>> locations() throws IOException {
    Content content =
        content(
            limits(
                false,
                Stream.concat(Stream.of(server.host()), PRIVATE_HOSTS.stream())
                    .toArray(String[]::new)));
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    for (String host : PRIVATE_HOSTS) {
      all.put(
          "https://" + host + "/, though allowed by name",
          () -> answer(content, "https://" + host + "/zqx"));
    }
    for (String uri :
        List.of(
            "https://0177.0.0.1/",
            "https://017700000001/",
            "https://example.org/",
            "https://127.0.0.1:1/",
            "https://user:password@localhost/",
            "https://localhost@example.org/",
            "https:/path",
            "http://localhost/",
            "ftp://localhost/",
            "jar:file:///etc/passwd!/",
            "file://host/etc/passwd",
            "file:///etc/passwd",
            "file:///proc/self/environ",
            "s3://other/key",
            "s3://user:password@allowed/key",
            "s3://allowed@127.0.0.1/key",
            "s3://allowed/key?endpoint=127.0.0.1",
            "s3://allowed",
            "no scheme")) {
      all.put(uri, () -> answer(content, uri));
    }
    String inside = root.toUri().toString();
    all.put("file: with `..` that leads out", () -> answer(content, inside + "../zqx-secret"));
    all.put(
        "file: with `%2e%2e` that leads out", () -> answer(content, inside + "%2e%2e/zqx-secret"));
    all.put("file: a link to a file elsewhere", () -> answer(content, inside + "link"));
    all.put(
        "file: through a link to a folder", () -> answer(content, inside + "folder/zqx-secret"));
    all.put("file: the root itself", () -> answer(content, inside));
    all.put("file: with a NUL", () -> answer(content, inside + "a%00b"));
    rebinding(all);
    return all;
  }

  /** The port belongs to the server, and an attacker's name server resolves the name. */
  private void rebinding(Map<String, Supplier<String>> all) throws IOException {
    RawHttpsServer host = raw(OK + "Content-Length: 3\r\n\r\nabc");
    String name = "localhost:" + host.port();
    Content content = new Rebinding().open(limits(true, name), work());
    opened.add(content);
    all.put(
        "a host name that resolves to the metadata address right after the check",
        () -> answer(content, "https://" + name + "/"));
    all.put("the same name, fetched once more", () -> answer(content, "https://" + name + "/"));
  }

  /** Returns the replies with the code that answers them. */
  Map<String, Supplier<String>> replies() throws IOException {
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    int over = ContentLimits.MAX_BYTES + 1;
    told(all, "a body shorter than its Content-Length", OK + "Content-Length: 1000\r\n\r\nzqx");
    told(
        all,
        "a body longer than its Content-Length: truncated",
        OK + "Content-Length: 3\r\n\r\n" + "zqx".repeat(100));
    told(all, "a Content-Length one over the limit", OK + "Content-Length: " + over + "\r\n\r\n");
    told(
        all,
        "a Content-Length of 30 digits",
        OK + "Content-Length: " + "9".repeat(30) + "\r\n\r\n");
    told(
        all,
        "a negative Content-Length, and a body over the limit",
        OK + "Content-Length: -5\r\n\r\n" + "x".repeat(over));
    told(
        all,
        "two Content-Length headers",
        OK + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nzqxzqx");
    told(all, "no length, and one byte over the limit", OK + "\r\n" + "x".repeat(over));
    told(
        all,
        "a chunk of 2^63 bytes",
        OK + "Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\nzqx");
    told(all, "bytes that are not HTTP", "zqx\r\n\r\n");
    told(all, "a header of a mebibyte", OK + "X-A: " + "x".repeat(1 << 20) + "\r\n\r\n");
    told(all, "10,000 headers", OK + "X-A: zqx\r\n".repeat(10_000) + "\r\n");
    Content content = content(limits(true, server.host()));
    served(all, content, "an endless body", HostileReplies::endless);
    Content impatient = content(limits(true, server.host()).within(READ, FETCH));
    served(all, impatient, "a byte every few milliseconds, endlessly", replies::trickle);
    served(all, impatient, "one byte, then silence", replies::silence);
    served(all, content, "gzip that unpacks to 64 MiB", HostileReplies::bomb);
    redirected(
        all,
        content,
        "http://localhost/",
        "https://example.org/",
        "https://169.254.169.254/",
        "file:///etc/passwd");
    redirected(
        all,
        content,
        "https://2130706433/",
        "https://user:password@localhost/",
        "https://[::1]/",
        "//[");
    served(
        all,
        content,
        "a redirect to itself",
        exchange -> HostileReplies.redirect(exchange, "loop"));
    return all;
  }

  private void told(Map<String, Supplier<String>> all, String input, String reply)
      throws IOException {
    String host = "localhost:" + raw(reply).port();
    Content content = content(limits(true, host));
    all.put(input, () -> answer(content, "https://" + host + "/"));
  }

  private void served(
      Map<String, Supplier<String>> all, Content content, String input, HttpHandler handler) {
    String uri = server.answer("/" + all.size() + "/", handler);
    all.put(input, () -> answer(content, uri));
  }

  private void redirected(Map<String, Supplier<String>> all, Content content, String... targets) {
    for (String target : targets) {
      served(
          all,
          content,
          "a redirect to " + target,
          exchange -> HostileReplies.redirect(exchange, target));
    }
  }

  private String answer(Content content, String uri) {
    return content
        .fetch(new Location(uri, null))
        .fold(
            bytes -> {
              bytes.close();
              return "read";
            },
            problem -> {
              var unused = heard.apply(problem.message());
              return problem.code().name();
            });
  }

  private Content content(ContentLimits limits) throws IOException {
    Content content = ContentStores.open(limits, work());
    opened.add(content);
    return content;
  }

  private Path work() throws IOException {
    return Files.createTempDirectory(folder, "work");
  }

  private RawHttpsServer raw(String reply) throws IOException {
    RawHttpsServer host = new RawHttpsServer(certificate, reply);
    hosts.add(host);
    return host;
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    opened.forEach(Content::close);
    for (RawHttpsServer host : hosts) {
      host.close();
    }
    server.close();
  }
}
