/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a self-signed certificate for {@code localhost} and {@code 127.0.0.1}, made by the
 * JDK's keytool.
 *
 * @param keyStore PKCS #12 with both, usable as a trust store
 * @param pem the certificate, to be trusted
 * @param key the key, as PEM
 */
public record TestCertificate(Path keyStore, Path pem, Path key) {
  /** Password of the key store and of the key. The files exist only during the test. */
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "tls";

  /**
   * Each client reads the store when it starts. With the default of 10,000 iterations that takes a
   * twentieth of a second of processor time in a test.
   */
  private static final List<String> FEW_ITERATIONS =
      Stream.of("certPbeIterationCount", "keyPbeIterationCount", "macIterationCount")
          .map(name -> "-J-Dkeystore.pkcs12." + name + "=1")
          .toList();

  /** Creates the files in {@code folder}. */
  public static TestCertificate make(Path folder) throws IOException {
    Path keyStore = folder.resolve("tls.p12");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD,
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2"));
    try {
      KeyStore entries = load(keyStore);
      byte[] certificate = entries.getCertificate(ALIAS).getEncoded();
      byte[] key = entries.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      return new TestCertificate(
          keyStore,
          pem(folder.resolve("tls.pem"), "CERTIFICATE", certificate),
          pem(folder.resolve("tls-key.pem"), "PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void keytool(List<String> arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    builder.command().addAll(FEW_ITERATIONS);
    builder.command().addAll(arguments);
    Path output = Files.createTempFile("keytool", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroy();
      Files.deleteIfExists(output);
    }
  }

  private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path pem(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
    return Files.writeString(file, text);
  }

  /** Returns a context for servers. */
  public SSLContext serverContext() throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(keyStore), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
