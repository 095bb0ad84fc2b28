/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a self-signed certificate for {@code localhost} and {@code 127.0.0.1}, made by the
 * JDK's keytool.
 *
 * @param keyStore PKCS12
 * @param pem the certificate, to be trusted
 */
public record TestCertificate(Path keyStore, Path pem) {
  /** Password of the key store and of the key. The files exist only during the test. */
  public static final String PASSWORD = "changeit";

  /** Creates both files in {@code folder}. */
  public static TestCertificate make(Path folder) throws IOException {
    Path keyStore = folder.resolve("tls.p12");
    Path pem = folder.resolve("tls.pem");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "tls",
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
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            "tls",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD,
            "-file",
            pem.toString()));
    return new TestCertificate(keyStore, pem);
  }

  private static void keytool(List<String> arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
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

  /** Returns a context for servers. */
  public SSLContext serverContext() throws IOException {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
