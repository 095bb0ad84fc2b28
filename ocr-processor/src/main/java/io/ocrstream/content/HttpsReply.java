/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.function.Function;
import java.util.regex.Pattern;
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
   */
  record Answer(HttpResponse<InputStream> response) implements HttpsReply {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    @Override
    public <R> R fold(Function<Answer, R> answer, Function<Refused, R> refused) {
      return answer.apply(this);
    }

    int status() {
      return response.statusCode();
    }

    /** Bytes announced; null where none are. */
    @Nullable Long size() {
      return response
          .headers()
          .firstValue("Content-Length")
          .filter(text -> LENGTH.matcher(text).matches())
          .map(Long::valueOf)
          .orElse(null);
    }

    @Nullable EntityTag etag() {
      return EntityTag.parse(response.headers().firstValue("ETag").orElse(null));
    }

    /** Gives up what was not read. */
    void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        // Nothing was wanted of it any more; the connection is gone, or is reused.
        return;
      }
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
