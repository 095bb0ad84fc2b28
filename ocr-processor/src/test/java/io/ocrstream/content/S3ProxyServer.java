/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server, s3proxy, with objects in memory, in a JVM of its own; plain and over TLS. It
 * knows one pair of credentials. It keeps no versions and gives no checksums.
 *
 * <p>Its jar is where the system property {@code s3proxy.jar} says, else where the build puts it.
 */
public final class S3ProxyServer implements AutoCloseable {
  /** The key that the server knows. */
  public static final String ACCESS_KEY = "test-access-key";

  /** Its secret: of this server only, which lives as long as a test. */
  public static final String SECRET_KEY = "test-secret-key";

  private static final int STARTS = 3;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Process process;
  private final URI endpoint;
  private final URI tlsEndpoint;

  private S3ProxyServer(Process process, URI endpoint, URI tlsEndpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.tlsEndpoint = tlsEndpoint;
  }

  /** Starts a server whose files stand in {@code folder}; again where another took its port. */
  public static S3ProxyServer start(Path folder, TestCertificate certificate) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      int tlsPort = freePort();
      Path log = folder.resolve("s3proxy-" + attempt + ".log");
      Process process = launch(configure(folder, certificate, port, tlsPort), log);
      if (isUp(process, port) && isUp(process, tlsPort)) {
        return new S3ProxyServer(
            process,
            URI.create("http://127.0.0.1:" + port),
            URI.create("https://127.0.0.1:" + tlsPort));
      }
      process.destroyForcibly();
      if (attempt == STARTS) {
        throw new IOException("s3proxy did not start: " + Files.readString(log));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path configure(Path folder, TestCertificate certificate, int port, int tlsPort)
      throws IOException {
    return Files.write(
        folder.resolve("s3proxy.properties"),
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.secure-endpoint=https://127.0.0.1:" + tlsPort,
            "s3proxy.keystore-path=" + certificate.keyStore(),
            "s3proxy.keystore-password=" + TestCertificate.PASSWORD,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            "jclouds.provider=transient-nio2",
            "jclouds.identity=unused",
            "jclouds.credential=unused"));
  }

  private static Process launch(Path properties, Path log) throws IOException {
    String jar = System.getProperty("s3proxy.jar", "target/s3proxy/s3proxy.jar");
    if (!Files.isRegularFile(Path.of(jar))) {
      throw new IOException("no s3proxy at " + jar + ": `mvn pre-integration-test` puts it there");
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-jar",
            jar,
            "--properties",
            properties.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static boolean isUp(Process process, int port) throws IOException {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() - end < 0) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (ConnectException e) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }

  /** Without TLS. */
  public URI endpoint() {
    return endpoint;
  }

  /** With TLS, under the certificate given. */
  public URI tlsEndpoint() {
    return tlsEndpoint;
  }

  /** What the server accepts. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /** A client that may do everything; the caller closes it. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(credentials())
        .build();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while s3proxy ended", e));
    }
  }
}
