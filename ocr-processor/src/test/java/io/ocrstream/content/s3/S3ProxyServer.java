/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.content.ServerJar;
import io.ocrstream.content.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server, s3proxy, with objects in memory, in its own JVM, with and without TLS. It
 * accepts one pair of credentials. It keeps neither versions nor checksums, unlike {@link
 * S3MockServer}.
 */
public final class S3ProxyServer implements AutoCloseable {
  /** The access key that the server accepts. */
  public static final String ACCESS_KEY = "test-access-key";

  /** The secret key, which exists only during a test. */
  public static final String SECRET_KEY = "test-secret-key";

  private final ServerJar jar;
  private final URI endpoint;
  private final URI tlsEndpoint;
  private final TestCertificate certificate;

  private S3ProxyServer(ServerJar jar, List<Integer> ports, TestCertificate certificate) {
    this.jar = jar;
    this.certificate = certificate;
    this.endpoint = URI.create("http://127.0.0.1:" + ports.get(0));
    this.tlsEndpoint = URI.create("https://127.0.0.1:" + ports.get(1));
  }

  /** Starts a server with its files in {@code folder}. */
  public static S3ProxyServer start(Path folder, TestCertificate certificate) throws IOException {
    return ServerJar.start(
        "s3proxy",
        folder,
        2,
        ports -> List.of("--properties", configure(folder, certificate, ports).toString()),
        (jar, ports) -> new S3ProxyServer(jar, ports, certificate));
  }

  private static Path configure(Path folder, TestCertificate certificate, List<Integer> ports)
      throws IOException {
    return Files.write(
        folder.resolve("s3proxy.properties"),
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + ports.get(0),
            "s3proxy.secure-endpoint=https://127.0.0.1:" + ports.get(1),
            "s3proxy.keystore-path=" + certificate.keyStore(),
            "s3proxy.keystore-password=" + TestCertificate.PASSWORD,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            "jclouds.provider=transient-nio2",
            "jclouds.identity=unused",
            "jclouds.credential=unused"));
  }

  /** Returns the address without TLS. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the address with TLS. */
  public URI tlsEndpoint() {
    return tlsEndpoint;
  }

  /** Returns the certificate of the address with TLS. */
  TestCertificate certificate() {
    return certificate;
  }

  /** Returns credentials that the server accepts. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /** Returns a client with all rights. The caller closes it. */
  public S3Client client() {
    return client(endpoint);
  }

  static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(credentials())
        .build();
  }

  @Override
  public void close() {
    jar.close();
  }
}
