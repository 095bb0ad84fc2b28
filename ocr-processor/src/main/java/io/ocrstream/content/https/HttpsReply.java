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
 * An answer of a host that is no redirect; it has to be closed.
 *
 * @param response its body not read yet
 * @param request that it answers
 */
record HttpsReply(ClassicHttpResponse response, HttpUriRequestBase request) {
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  int status() {
    return response.getCode();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Bytes announced; null where none are. */
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
   * Gives up what was not read. Its connection too, where a body is left: reading that to its end
   * for the next request would be reading whatever the host likes.
   */
  void close() {
    request.cancel();
  }
}
