/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.awaitility.Awaitility.await;

import io.ocrstream.content.ServerJar;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/**
 * A real S3 server, S3Mock, in its own JVM. It keeps versions if the bucket is configured to,
 * verifies and keeps checksums, and logs each request. It accepts any credentials.
 *
 * <p>Requests use the loopback address. The server also opens a second port, which cannot be
 * disabled and is not used.
 */
public final class S3MockServer implements AutoCloseable {
  private static final String REQUESTS = "requests";

  private final ServerJar jar;
  private final URI endpoint;
  private final Path requests;
  private final AtomicInteger marks = new AtomicInteger();

  private S3MockServer(ServerJar jar, int port, Path folder) {
    this.jar = jar;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.requests = folder.resolve(REQUESTS + ".log");
  }

  /** Starts a server with its files in {@code folder}, which the caller deletes. */
  public static S3MockServer start(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("objects"));
    return ServerJar.start(
        "s3mock",
        folder,
        1,
        ports ->
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + ports.get(0),
                "--server.ssl.enabled=false",
                "--http.port=0",
                "--com.adobe.testing.s3mock.store.root=" + folder.resolve("objects"),
                "--server.tomcat.basedir=" + folder,
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.directory=" + folder,
                "--server.tomcat.accesslog.prefix=" + REQUESTS,
                "--server.tomcat.accesslog.rotate=false",
                "--server.tomcat.accesslog.buffered=false",
                "--server.tomcat.accesslog.pattern=%m %U %s"),
        (jar, ports) -> new S3MockServer(jar, ports.get(0), folder));
  }

  /** Returns the address without TLS. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns a client with all rights. The caller closes it. */
  public S3Client client() {
    return S3ProxyServer.client(endpoint);
  }

  /** Creates a bucket with versions. */
  public void createVersionedBucket(S3Client client, String bucket) {
    client.createBucket(request -> request.bucket(bucket));
    client.putBucketVersioning(
        request ->
            request
                .bucket(bucket)
                .versioningConfiguration(
                    versioning -> versioning.status(BucketVersioningStatus.ENABLED))
                .checksumAlgorithm(ChecksumAlgorithm.CRC32));
  }

  /**
   * Returns how often the bytes of {@code bucket/key} were sent so far.
   *
   * <p>A request is logged after it is answered, so this method sends another one and waits for its
   * log entry.
   */
  public long downloads(String object) throws Exception {
    String mark = "/mark-" + marks.incrementAndGet() + "/object";
    HttpURLConnection last = (HttpURLConnection) endpoint.resolve(mark).toURL().openConnection();
    last.setRequestMethod("HEAD");
    last.getResponseCode();
    await("the mark is logged").until(() -> logged("HEAD " + mark) > 0);
    return logged("GET /" + object + " 200");
  }

  private long logged(String start) throws IOException {
    try (Stream<String> lines = Files.lines(requests)) {
      return lines.filter(line -> line.startsWith(start)).count();
    }
  }

  @Override
  public void close() {
    jar.close();
  }
}
