/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.lettuce.core.SetArgs;
import io.ocrstream.config.CacheConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks Redis once whether it serves the commands of the cache, with a connection of its own. It
 * writes nothing: the write is for an existing key only, and there is none.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> {@link #PATIENCE} for the connection, and for
 * each command.
 */
public final class RedisProbe {
  /** Maximum time for Redis to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String KEY = "ocr:doctor";
  private static final int MAX_PENDING = 16;

  private RedisProbe() {}

  /**
   * What Redis said.
   *
   * @param version of the server; of a node of a cluster
   * @param nodes number of nodes that accept writes
   * @param evicts whether Redis removes entries when its memory is full
   * @param hasLimit whether Redis has a memory limit
   * @param refusal the error code of the first command that Redis refused; empty if it serves all
   * @param clock the server's time; empty before Redis 7
   */
  public record Report(
      String version,
      int nodes,
      boolean evicts,
      boolean hasLimit,
      Optional<String> refusal,
      Optional<Instant> clock) {}

  /**
   * Connects and asks.
   *
   * @throws UnavailableException if there is no connection
   * @throws IllegalArgumentException if the URI is invalid; the message quotes no part of it
   */
  public static Report ask(CacheConfig settings) throws UnavailableException, InterruptedException {
    RedisAddress address = RedisAddress.parse(settings.uri(), settings.cluster(), PATIENCE);
    try (RedisDialer dialer = new RedisDialer(address, PATIENCE, MAX_PENDING)) {
      RedisSession session = await(dialer.dial());
      return report(session);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnavailableException(
          RedisErrors.refusal(cause).orElseGet(() -> RedisErrors.reason(cause)));
    }
  }

  /**
   * Signals that Redis was not reached. The message is an error code or the kind of the failure.
   */
  public static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(String reason) {
      super(reason);
    }
  }

  private static Report report(RedisSession session)
      throws ExecutionException, InterruptedException, TimeoutException {
    Optional<String> refusal = refusal(session);
    String info = info(session, "server") + info(session, "memory");
    String version = field(info, "redis_version").orElse("unknown");
    String policy = field(info, "maxmemory_policy").orElse("unknown");
    return new Report(
        version,
        Math.max(
            1, Math.toIntExact(Pattern.compile("redis_version:").matcher(info).results().count())),
        !policy.equals("noeviction"),
        !field(info, "maxmemory").orElse("0").equals("0"),
        refusal,
        field(info, "server_time_usec").map(RedisProbe::instant));
  }

  private static Instant instant(String micros) {
    return Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(Long.parseLong(micros)));
  }

  private static Optional<String> refusal(RedisSession session)
      throws InterruptedException, TimeoutException, ExecutionException {
    CompletableFuture<?> read = session.commands().get(KEY).toCompletableFuture();
    CompletableFuture<?> write =
        session
            .commands()
            .set(KEY, "".getBytes(US_ASCII), SetArgs.Builder.xx().px(1))
            .toCompletableFuture();
    try {
      await(CompletableFuture.allOf(read, write));
      return Optional.empty();
    } catch (ExecutionException e) {
      Optional<String> code = RedisErrors.refusal(e);
      if (code.isEmpty()) {
        throw e;
      }
      return code;
    }
  }

  /* A user without the right to INFO can still use the cache. */
  private static String info(RedisSession session, String section)
      throws InterruptedException, TimeoutException {
    try {
      return await(session.info(section)).stream().collect(joining("\n", "", "\n"));
    } catch (ExecutionException | CompletionException e) {
      return "";
    }
  }

  private static Optional<String> field(String info, String name) {
    Matcher field = Pattern.compile("(?m)^" + name + ":([\\w.-]{1,40})").matcher(info);
    return field.find() ? Optional.of(field.group(1)) : Optional.empty();
  }

  private static <T> T await(Future<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
