/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.List;
import java.util.Optional;

/** Settings of the operations endpoints. */
public interface OpsConfig {
  @Doc("Whether the endpoints are served.")
  @Default("true")
  boolean enabled();

  @Doc("Address to listen on.")
  @Default("127.0.0.1")
  String host();

  @Doc("Port to listen on; 0 for any free port.")
  @Default("8000")
  @Range(min = "0", max = "65535")
  int port();

  @Doc(
      "Host names that requests may use, in addition to `localhost`, the address to"
          + " listen on and any IP address. Requests with other names are rejected, so that"
          + " foreign web pages cannot reach the endpoints through a browser.")
  Optional<List<String>> hostNames();

  @Doc(
      value =
          "Access token of all endpoints except `/health/*`, at least 16 characters; sent"
              + " as `Authorization: Bearer`, or entered once on the web page. None by default.",
      secret = true)
  Optional<String> token();

  @Doc(
      "Content of the web page at `/` of a processor: `off` (no page), `figures`,"
          + " `summary` (also the answered documents without their text, for which the"
          + " processor reads the answer topics) or `text`.")
  @Default("summary")
  WebPage page();

  /** Tells what the web page shows; each value includes the ones before it. */
  enum WebPage {
    /** No web page. */
    OFF,
    /** Counts and times. */
    FIGURES,
    /** The answered documents, without their text. */
    SUMMARY,
    /** The text of documents. */
    TEXT
  }
}
