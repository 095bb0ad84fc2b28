/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.content.EntityTag;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** What a host replied in the end. */
sealed interface HttpsReply {
  /** One of the two, by case. */
  <R> R fold(Function<Answer, R> answer, Function<Refused, R> refused);

  /** Shorthand for a refusal. */
  static HttpsReply refused(FailureCode code, String message) {
    return new Refused(Problem.of(code, message));
  }

  /**
   * An answer that is no redirect; it has to be closed.
   *
   * @param response its body not read yet
   * @param request that it answers
   */
  record Answer(ClassicHttpResponse response, HttpUriRequestBase request) implements HttpsReply {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    @Override
    public <R> R fold(Function<Answer, R> answer, Function<Refused, R> refused) {
      return answer.apply(this);
    }

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

  /**
   * None, or none that is allowed.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements HttpsReply {
    @Override
    public <R> R fold(Function<Answer, R> answer, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
