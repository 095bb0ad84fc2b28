/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Store;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.schemes.ContentStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;

/**
 * A name server whose first answer is this machine, and whose next answers are the metadata address
 * of clouds.
 */
public final class Rebinding implements DnsResolver {
  private static final String METADATA = "169.254.169.254";

  private final AtomicInteger asked = new AtomicInteger();

  /** Opens content that uses this name server. Private addresses are allowed. */
  public Content open(ContentLimits limits, Path workDir) throws IOException {
    Store https =
        new HttpsStore(limits, new PublicAddresses(this, true), TrustStore.load(limits.caFile()));
    return new ContentStores(Map.of("https", https), WorkFolder.open(workDir), limits);
  }

  /** Returns how often a name was resolved. */
  public int asked() {
    return asked.get();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return new InetAddress[] {
      asked.getAndIncrement() == 0
          ? InetAddress.getLoopbackAddress()
          : InetAddress.getByName(METADATA)
    };
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
