/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to allowed hosts and follows redirects, each of which has to be allowed as well.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@value #MAX_REDIRECTS} redirects; connecting and
 * waiting for an answer take no longer than configured. <b>Fails:</b> with refusals only.
 */
final class HttpsRequests {
  /** Redirects that are followed, one after the other. */
  static final int MAX_REDIRECTS = 5;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final AllowedHosts hosts;
  private final Duration answerTimeout;
  private final ExecutorService threads;
  private final HttpClient client;

  HttpsRequests(AllowedHosts hosts, Settings.Content settings, Trust trust) {
    this.hosts = hosts;
    this.answerTimeout = settings.connectTimeout().plus(settings.readTimeout());
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "content-https");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(trust.sslContext())
            .executor(threads)
            .build();
  }

  /**
   * Sends a request without a body.
   *
   * @param etag asks for this state only, where the host heeds it; null for any
   */
  HttpsReply send(String method, URI uri, @Nullable String etag, Exchange exchange) {
    URI next = URI.create(UriText.ascii(uri.toString()));
    Optional<Problem> refusal = hosts.refusal(next);
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (refusal.isPresent()) {
        return new HttpsReply.Refused(refusal.get());
      }
      HttpsReply reply = sendOnce(method, next, etag);
      exchange.advanced();
      if (!(reply instanceof HttpsReply.Answer answer) || !REDIRECTS.contains(answer.status())) {
        return reply;
      }
      answer.close();
      Optional<URI> target = target(next, answer);
      if (target.isEmpty()) {
        return HttpsReply.refused(FailureCode.FETCH_FAILED, "The host redirects to no place.");
      }
      next = target.get();
      refusal = hosts.refusal(next);
    }
    return HttpsReply.refused(
        FailureCode.FETCH_FAILED, "The host redirects more than " + MAX_REDIRECTS + " times.");
  }

  private HttpsReply sendOnce(String method, URI uri, @Nullable String etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).timeout(answerTimeout);
    if (etag != null) {
      request.header("If-Match", '"' + etag + '"');
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      return new HttpsReply.Answer(response);
    } catch (IOException e) {
      return HttpsReply.refused(
          FailureCode.FETCH_FAILED, Causes.say("The host could not be asked", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HttpsReply.refused(FailureCode.FETCH_FAILED, "Asking the host was interrupted.");
    }
  }

  private static Optional<URI> target(URI from, HttpsReply.Answer redirect) {
    try {
      return redirect
          .response()
          .headers()
          .firstValue("Location")
          .map(text -> from.resolve(UriText.ascii(text)))
          .filter(target -> target.getHost() != null);
    } catch (IllegalArgumentException e) {
      // No URI: its text may hold a signature, so it goes nowhere.
      return Optional.empty();
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
