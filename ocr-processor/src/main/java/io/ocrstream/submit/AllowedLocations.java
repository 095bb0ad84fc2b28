/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the workers may read, taken from what the user named: nothing else becomes readable through
 * an event.
 *
 * <p><b>Threading:</b> one thread until it is handed over.
 */
public final class AllowedLocations {
  private final SortedSet<Path> fileRoots = new TreeSet<>();
  private final SortedSet<String> httpsHosts = new TreeSet<>();
  private final SortedSet<String> s3Buckets = new TreeSet<>();

  void addFileRoot(Path folder) {
    fileRoots.add(folder);
  }

  void addHttpsHost(String authority) {
    httpsHosts.add(authority);
  }

  void addS3Bucket(String bucket) {
    s3Buckets.add(bucket);
  }

  /** As settings; no key where there is nothing to allow. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "ocr.content.file-roots", fileRoots);
    put(settings, "ocr.content.https-hosts", httpsHosts);
    put(settings, "ocr.content.s3-buckets", s3Buckets);
    if (!httpsHosts.isEmpty()) {
      // Whoever typed the URI meant the host, wherever it is; no one else can name one here.
      settings.put("ocr.content.https-private", "true");
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String key, Collection<?> values) {
    if (!values.isEmpty()) {
      settings.put(
          key,
          values.stream()
              .map(value -> value.toString().replace(",", "\\,"))
              .collect(Collectors.joining(",")));
    }
  }
}
