/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.List;

/**
 * {@code /config}: the settings that hold, a line each.
 *
 * <p><b>Threading:</b> any.
 */
public final class ConfigEndpoint implements Endpoint {
  private static final int OK = 200;

  private final String body;

  /** Serves {@code lines}, from which secrets have been taken. */
  public ConfigEndpoint(List<String> lines) {
    body = String.join("\n", lines) + "\n";
  }

  @Override
  public HttpAnswer get() {
    return HttpAnswer.text(OK, body);
  }
}
