/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects failures; several commands share these options. */
final class FailureFilter {
  @Option(names = "--code", paramLabel = "CODE", description = "Only this code; repeatable")
  private Set<FailureCode> codes = EnumSet.noneOf(FailureCode.class);

  @Mixin private RecordRange range = new RecordRange();

  @Option(names = "--document", paramLabel = "ID", description = "Only this document id")
  private @Nullable String document;

  @Option(names = "--host", paramLabel = "HOST", description = "Only URIs of this host or bucket")
  private @Nullable String host;

  RecordRange range() {
    return range;
  }

  boolean admits(Failure failure) {
    return (codes.isEmpty() || codes.contains(failure.code()))
        && range.admits(failure.failedAt())
        && (document == null || document.equals(failure.documentId()))
        && (host == null || host.equalsIgnoreCase(hostOf(failure.uri())));
  }

  /** Returns the host or bucket of a URI; empty if it has none. */
  static String hostOf(String uri) {
    try {
      String authority = new URI(uri).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (URISyntaxException e) {
      // An invalid URI has no host.
      return "";
    }
  }
}
