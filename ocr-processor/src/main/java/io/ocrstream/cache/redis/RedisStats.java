/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.ocrstream.cache.CacheStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@link CacheStats} from Redis.
 *
 * <p><b>Threading:</b> any.
 */
final class RedisStats implements CacheStats {
  private static final Pattern MEMORY = Pattern.compile("(?m)^used_memory:(\\d{1,18})");
  private static final Pattern UPTIME = Pattern.compile("(?m)^uptime_in_seconds:(\\d{1,12})");

  private final RedisConnector connector;
  private final CommandExecutor commands;
  private final Duration deadline;

  RedisStats(RedisConnector connector, CommandExecutor commands, Duration deadline) {
    this.connector = connector;
    this.commands = commands;
    this.deadline = deadline;
  }

  @Override
  public boolean isConnected() {
    return connector.session().isPresent();
  }

  @Override
  public Optional<String> refusal() {
    return commands.refusal();
  }

  @Override
  public CompletableFuture<Optional<Up>> read() {
    CompletableFuture<OptionalLong> keys =
        commands
            .<Long, OptionalLong>run(
                deadline,
                session -> session.commands().dbsize().toCompletableFuture(),
                size -> completedFuture(size.map(OptionalLong::of).orElse(OptionalLong.empty())))
            .thenApply(RedisStats::orEmpty);
    CompletableFuture<OptionalLong> memory = info("memory", MEMORY, Long::sum);
    CompletableFuture<OptionalLong> uptime = info("server", UPTIME, Math::min);
    return keys.thenCombine(
        memory.thenCombine(uptime, List::of), (k, others) -> up(k, others.get(0), others.get(1)));
  }

  private CompletableFuture<OptionalLong> info(
      String section, Pattern field, LongBinaryOperator ofNodes) {
    return commands
        .<List<String>, OptionalLong>run(
            deadline,
            session -> session.info(section),
            texts -> completedFuture(figure(texts, field, ofNodes)))
        .thenApply(RedisStats::orEmpty);
  }

  private static OptionalLong figure(
      Optional<List<String>> texts, Pattern field, LongBinaryOperator ofNodes) {
    return texts.orElse(List.of()).stream()
        .map(field::matcher)
        .filter(Matcher::find)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .reduce(ofNodes);
  }

  private static OptionalLong orEmpty(RedisReply<OptionalLong> reply) {
    return reply.fold(value -> value, code -> OptionalLong.empty(), reason -> OptionalLong.empty());
  }

  private static Optional<Up> up(OptionalLong keys, OptionalLong memory, OptionalLong uptime) {
    return keys.isPresent() && memory.isPresent() && uptime.isPresent()
        ? Optional.of(
            new Up(keys.getAsLong(), memory.getAsLong(), Duration.ofSeconds(uptime.getAsLong())))
        : Optional.empty();
  }
}
