/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.content.EntityTag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A response of a host, which must be closed.
 *
 * @param response the response; its body is not read yet
 * @param request the request that it answers
 */
record HttpsReply(ClassicHttpResponse response, HttpUriRequestBase request) {
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  int status() {
    return response.getCode();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Returns the announced size in bytes; null if there is none. */
  @Nullable Long size() {
    return header("Content-Length")
        .filter(text -> LENGTH.matcher(text).matches())
        .map(Long::valueOf)
        .orElse(null);
  }

  @Nullable EntityTag etag() {
    return EntityTag.parse(header("ETag").orElse(null));
  }

  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /**
   * Drops the unread rest, and its connection if a body is left. Reuse of the connection would mean
   * reading a rest of unknown length.
   */
  void close() {
    request.cancel();
  }
}
