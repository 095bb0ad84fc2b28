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
 * Collects the locations that the workers may read: exactly those that the user named. An event
 * cannot make others readable.
 *
 * <p><b>Threading:</b> one thread until it is passed on.
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

  /** Returns the settings; a setting without values is absent. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "ocr.content.file-roots", fileRoots);
    put(settings, "ocr.content.https-hosts", httpsHosts);
    put(settings, "ocr.content.s3-buckets", s3Buckets);
    if (!httpsHosts.isEmpty()) {
      // The user typed the URI and knows the host; nobody else can name a host here.
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
