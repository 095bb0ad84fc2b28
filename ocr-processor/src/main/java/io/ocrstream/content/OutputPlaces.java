/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the location of an output: one place for all outputs, or beside the document. Beside
 * {@code s3://bucket/a.pdf} is {@code s3://bucket/a.pdf.ocr/}, and {@code file:} works the same
 * way. Other documents have no location beside them.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class OutputPlaces {
  /** The value of the setting for locations beside the documents. */
  static final String BESIDE = "beside";

  private static final String FOLDER_SUFFIX = ".ocr/";

  private final Optional<String> everywhere;

  /** Creates places from the setting {@code ocr.outputs.location}. */
  public OutputPlaces(String location) {
    this.everywhere =
        location.equals(BESIDE)
            ? Optional.empty()
            : Optional.of(location.endsWith("/") ? location : location + "/");
  }

  /** Returns the location of an output; a problem if there is none. */
  public Outcome<URI> place(Location document, String name) {
    try {
      if (everywhere.isPresent()) {
        return Outcome.of(new URI(everywhere.get() + name));
      }
      URI uri = new URI(document.uri());
      return hasBeside(uri)
          ? Outcome.of(new URI(withoutQuery(document.uri()) + FOLDER_SUFFIX + name))
          : Outcome.failed(
              FailureCode.OUTPUT_REFUSED,
              "Outputs can be stored beside file: and s3: documents only; set ocr.outputs.location"
                  + " to a folder or bucket");
    } catch (URISyntaxException e) {
      // The message contains the URI, so it is not published.
      return Outcome.failed(FailureCode.INVALID_EVENT, "The URI is malformed");
    }
  }

  private static boolean hasBeside(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("file") || scheme.equals("s3")) && uri.getRawFragment() == null;
  }

  /* An output belongs to the bytes of a document, not to one version of an object. */
  private static String withoutQuery(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}
