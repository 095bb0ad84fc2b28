/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities for TLS connections to object stores: those of Java and those in a
 * file.
 *
 * <p><b>Threading:</b> any, once loaded. <b>Fails:</b> loading throws an I/O exception, which stops
 * the start.
 */
public final class TrustStore {
  private final TrustManager[] managers;

  private TrustStore(TrustManager[] managers) {
    this.managers = managers;
  }

  /** Loads the authorities of Java and those in the PEM file, if there is one. */
  public static TrustStore load(Optional<Path> caFile) throws IOException {
    try {
      TrustManager[] own = managers(null);
      return new TrustStore(caFile.isEmpty() ? own : managers(store(own, caFile.get())));
    } catch (GeneralSecurityException e) {
      throw new IOException("the file of certificates cannot be used", e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore store(TrustManager[] own, Path caFile)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (TrustManager manager : own) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate certificate : x509.getAcceptedIssuers()) {
          store.setCertificateEntry("java-" + number++, certificate);
        }
      }
    }
    try (InputStream pem = Files.newInputStream(caFile)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("file-" + number++, certificate);
      }
    }
    return store;
  }

  public TrustManager[] managers() {
    return managers.clone();
  }

  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
