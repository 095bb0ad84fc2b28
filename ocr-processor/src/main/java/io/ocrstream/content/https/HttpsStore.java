/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.Causes;
import io.ocrstream.content.ContentEncoding;
import io.ocrstream.content.EntityTag;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.Opened;
import io.ocrstream.content.Store;
import io.ocrstream.content.StoreCall;
import io.ocrstream.content.TrustStore;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of configured hosts over HTTPS.
 *
 * <p>A strong ETag pins the state seen. A weak one is compared but pins nothing. If a state is
 * requested, a response without an ETag is rejected.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> those of {@link HttpsRequests}. <b>Fails:</b> with
 * problems only.
 */
public final class HttpsStore implements Store {
  /* HEAD is refused for URIs that are signed for GET only, as S3 signs them. */
  private static final Set<Integer> HEAD_REFUSED =
      Set.of(HttpStatus.FORBIDDEN, HttpStatus.METHOD_NOT_ALLOWED, HttpStatus.NOT_IMPLEMENTED);

  private final HttpsRequests requests;

  public HttpsStore(ContentConfig settings, TrustStore trust) {
    this(settings, new PublicAddresses(settings.httpsPrivate()), trust);
  }

  public HttpsStore(ContentConfig settings, PublicAddresses names, TrustStore trust) {
    this.requests =
        new HttpsRequests(
            new AllowedHosts(settings.httpsHosts().orElse(List.of())), names, settings, trust);
  }

  @Override
  public Outcome<Inspected> inspect(Location location, URI uri, StoreCall exchange) {
    return request("HEAD", location, uri, exchange)
        .flatMap(
            answer ->
                HEAD_REFUSED.contains(answer.status())
                    ? inspectByGet(location, uri, exchange)
                    : seen(location, answer, headSize(answer)));
  }

  private Outcome<Inspected> inspectByGet(Location location, URI uri, StoreCall exchange) {
    return request("GET", location, uri, exchange)
        .flatMap(answer -> seen(location, answer, answer.size()));
  }

  /* Hosts that generate pages dynamically may also report 0 for HEAD. */
  private static @Nullable Long headSize(HttpsReply answer) {
    Long size = answer.size();
    return size == null || size == 0 ? null : size;
  }

  private static Outcome<Inspected> seen(
      Location location, HttpsReply answer, @Nullable Long size) {
    answer.close();
    return Outcome.unless(
        problem(location, answer),
        () -> Outcome.of(new Inspected(pinned(location, answer), size, null)));
  }

  @Override
  public Outcome<Opened> open(Location location, URI uri, StoreCall exchange) {
    return request("GET", location, uri, exchange).flatMap(answer -> body(location, answer));
  }

  private static Outcome<Opened> body(Location location, HttpsReply answer) {
    Optional<Problem> problem = problem(location, answer);
    if (problem.isPresent()) {
      answer.close();
      return Outcome.failed(problem.get());
    }
    try {
      return ContentEncoding.of(answer.header("Content-Encoding").orElse(null))
          .decoded(
              new Opened(
                  pinned(location, answer),
                  answer.size(),
                  answer.body(),
                  answer::close,
                  Optional::empty));
    } catch (IOException e) {
      answer.close();
      return Outcome.failed(
          FailureCode.FETCH_FAILED, Causes.say("The request to the host failed", e));
    }
  }

  private Outcome<HttpsReply> request(
      String method, Location location, URI uri, StoreCall exchange) {
    EntityTag wanted = EntityTag.parse(location.etag());
    if (wanted != null && !wanted.isWellFormed()) {
      return Outcome.failed(FailureCode.INVALID_EVENT, "The etag is malformed");
    }
    return requests.send(method, uri, wanted == null ? null : wanted.pin(), exchange);
  }

  private static Optional<Problem> problem(Location location, HttpsReply answer) {
    if (answer.status() != HttpStatus.OK) {
      return Optional.of(HttpStatus.problem(answer.status()));
    }
    return EntityTag.confirms(answer.etag(), EntityTag.parse(location.etag()))
        ? Optional.empty()
        : Optional.of(HttpStatus.changed());
  }

  private static Location pinned(Location location, HttpsReply answer) {
    EntityTag seen = answer.etag();
    return new Location(location.uri(), seen == null ? null : seen.pin());
  }

  @Override
  public void close() {
    requests.close();
  }
}
