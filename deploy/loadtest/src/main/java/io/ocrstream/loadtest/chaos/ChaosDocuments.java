/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.loadtest.chaos.AnswerCheck.Truth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Creates documents on demand, and knows their true content.
 *
 * <p><b>Threading:</b> any.
 */
final class ChaosDocuments {
  private static final Pattern KEY = Pattern.compile("chaos/(page|damaged)-(\\d{1,9})\\.png");
  private static final String SCHEME = "s3://";

  private final NumberedDocuments documents;

  ChaosDocuments(NumberedDocuments documents) {
    this.documents = documents;
  }

  /** Returns the number of a document, where {@code number} may be larger than any of them. */
  int number(int number) {
    return number % documents.maxNumber();
  }

  String uri(int number, boolean damaged) {
    return SCHEME + ChaosStack.BUCKET + "/" + (damaged ? "damaged-" : "page-") + number + ".png";
  }

  /** Returns the bytes of {@code bucket/key}; null if there is no such object. */
  byte @Nullable [] bytes(String bucketAndKey) {
    Matcher matcher = KEY.matcher(bucketAndKey);
    if (!matcher.matches()) {
      return null;
    }
    return bytes(Integer.parseInt(matcher.group(2)), matcher.group(1).equals("damaged"));
  }

  private byte[] bytes(int number, boolean damaged) {
    return damaged ? documents.damaged(number) : documents.document(number);
  }

  Truth truth(String uri) {
    Matcher matcher = KEY.matcher(uri.substring(SCHEME.length()));
    if (!matcher.matches() || matcher.group(1).equals("damaged")) {
      return new Truth(null);
    }
    return new Truth(documents.text(Integer.parseInt(matcher.group(2))));
  }

  /** Returns the hash as events claim it. */
  String hash(int number, boolean damaged) {
    return ContentHash.ofBytes(bytes(number, damaged)).toString();
  }
}
