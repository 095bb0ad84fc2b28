/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.List;

/**
 * Serves {@code /config}: the settings in use, one per line.
 *
 * <p><b>Threading:</b> any.
 */
public final class ConfigEndpoint implements Endpoint {
  private static final int OK = 200;

  private final String body;

  /** Serves {@code lines}, which must not contain secrets. */
  public ConfigEndpoint(List<String> lines) {
    body = String.join("\n", lines) + "\n";
  }

  @Override
  public HttpAnswer get() {
    return HttpAnswer.text(OK, body);
  }
}
