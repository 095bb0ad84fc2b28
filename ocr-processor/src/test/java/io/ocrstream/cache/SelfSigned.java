/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and a self-signed certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param store PKCS #12 with both, usable as a trust store
 * @param certificate PEM
 * @param key PEM
 */
public record SelfSigned(Path store, Path certificate, Path key) {
  /** Password of the store and of its key. */
  public static final String PASSWORD = "changeit";

  /** Creates the files in {@code folder}. */
  public static SelfSigned in(Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int code =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("keytool ended with " + code);
    }
    KeyStore entries = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      entries.load(in, PASSWORD.toCharArray());
    }
    return new SelfSigned(
        store,
        pem(folder, "CERTIFICATE", entries.getCertificate("server").getEncoded()),
        pem(folder, "PRIVATE KEY", entries.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path pem(Path folder, String type, byte[] der) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
    return Files.writeString(folder.resolve(type.replace(' ', '-') + ".pem"), text);
  }
}
