/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_OK;

import java.util.List;

/**
 * Serves {@code /config}: the settings in use, one per line.
 *
 * <p><b>Threading:</b> any.
 */
public final class ConfigEndpoint implements Endpoint {
  private final String body;

  /** Serves {@code lines}, which must not contain secrets. */
  public ConfigEndpoint(List<String> lines) {
    body = String.join("\n", lines) + "\n";
  }

  @Override
  public HttpAnswer get() {
    return HttpAnswer.text(HTTP_OK, body);
  }
}
