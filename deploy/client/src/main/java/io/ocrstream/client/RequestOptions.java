/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.EventOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of a request.
 *
 * @param reading how to read the document
 * @param timeout how long to wait for the answer
 * @param expires whether the event carries the timeout as its deadline; after it, workers do not
 *     start on the document
 * @param tag any text, which the answer repeats; or null
 * @param tenant the document's tenant; null without tenants
 */
public record RequestOptions(
    EventOptions reading,
    Duration timeout,
    boolean expires,
    @Nullable String tag,
    @Nullable String tenant) {
  /** Waits five minutes. */
  public static final RequestOptions DEFAULTS =
      new RequestOptions(EventOptions.DEFAULTS, Duration.ofMinutes(5), true, null, null);

  /** Returns these options with another way of reading. */
  public RequestOptions withReading(EventOptions reading) {
    return new RequestOptions(reading, timeout, expires, tag, tenant);
  }

  /** Returns these options with another timeout. */
  public RequestOptions withTimeout(Duration timeout) {
    return new RequestOptions(reading, timeout, expires, tag, tenant);
  }

  /** Returns these options for events whose work is finished after the timeout as well. */
  public RequestOptions withoutDeadline() {
    return new RequestOptions(reading, timeout, false, tag, tenant);
  }

  /** Returns these options with a text that the answer repeats. */
  public RequestOptions withTag(String tag) {
    return new RequestOptions(reading, timeout, expires, tag, tenant);
  }

  /** Returns these options for a tenant's document. */
  public RequestOptions withTenant(String tenant) {
    return new RequestOptions(reading, timeout, expires, tag, tenant);
  }
}
