/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a request may be sent, for the first request and for every redirect. Further
 * checks of a host belong here.
 *
 * <p><b>Threading:</b> immutable.
 */
final class AllowedHosts {
  private static final int HTTPS_PORT = 443;

  private final Set<String> hosts;

  /** Creates the set from configured hosts: a name or an address, with {@code :port} unless 443. */
  AllowedHosts(List<String> hosts) {
    this.hosts =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .map(host -> host.matches(".*:\\d+") ? host : host + ":" + HTTPS_PORT)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the reason to send no request to {@code uri}; empty if it is allowed. */
  Optional<Problem> refusal(URI uri) {
    if (uri.getHost() == null) {
      return problem(FailureCode.INVALID_EVENT, "The URI has no host");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return problem(FailureCode.FORBIDDEN_LOCATION, "The URI's scheme is not https:");
    }
    if (uri.getRawUserInfo() != null) {
      return problem(FailureCode.FORBIDDEN_LOCATION, "The URI contains a user or a password");
    }
    int port = uri.getPort() == -1 ? HTTPS_PORT : uri.getPort();
    return hosts.contains(uri.getHost().toLowerCase(Locale.ROOT) + ":" + port)
        ? Optional.empty()
        : problem(FailureCode.FORBIDDEN_LOCATION, "The host is not one of ocr.content.https-hosts");
  }

  private static Optional<Problem> problem(FailureCode code, String message) {
    return Optional.of(Problem.of(code, message));
  }
}
