/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.InstallFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does what the worker says, one document at a time.
 *
 * <p><b>Threading:</b> one thread, and one that beats. <b>Fails:</b> a defect of the engine ends
 * the process; the worker sees the pipe close.
 */
final class ChildServer {
  private static final int BEATS_PER_STALL = 4;
  private static final Duration UNTIL_KILLED = Duration.ofDays(1);

  private final Engine engine;
  private final MessageReader inbox;
  private final FrameChannel channel;
  private final RemotePageCache memory;
  private final HeartbeatSender heart;

  /** What is cached stands under the hash of the bytes that were read, or not at all. */
  private static final Messages.Opened EXCHANGED =
      new Messages.Opened(
          0,
          Problem.of(
              FailureCode.INTERNAL, "The document was exchanged between its hashing and reading."));

  private Engine.@Nullable Document document;

  ChildServer(Engine engine, MessageReader inbox, FrameChannel channel, Duration stallTimeout) {
    this.engine = engine;
    this.inbox = inbox;
    this.channel = channel;
    this.memory = new RemotePageCache(inbox, channel);
    this.heart = new HeartbeatSender(channel, stallTimeout.dividedBy(BEATS_PER_STALL));
  }

  /** Serves until the worker has gone. */
  void run() throws IOException, InterruptedException {
    while (true) {
      MessageFrame command = inbox.take();
      heart.beat(true);
      serve(command);
      heart.beat(false);
    }
  }

  private void serve(MessageFrame command) throws IOException, InterruptedException {
    switch (command.kind()) {
      case OPEN -> open(command.as(Messages.Open.class));
      case READ -> read(command.as(Messages.Read.class));
      case WRITE -> write(command.as(Messages.Write.class));
      case DRAW -> draw(command.as(Messages.Draw.class));
      case CLOSE -> close();
      default -> throw new IllegalStateException("no command: " + command.kind());
    }
  }

  private void open(Messages.Open open) throws IOException {
    Path file = Path.of(open.file());
    channel.send(
        MessageFrame.Kind.OPENED, isAsHashed(file) ? opened(file, open.info()) : EXCHANGED);
  }

  private Messages.Opened opened(Path file, EngineInfo info) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              this.document = document;
              return new Messages.Opened(document.pageCount(), null);
            },
            refused -> new Messages.Opened(0, refused.problem()));
  }

  /** Whether a file whose name says what its bytes' hash is still has these bytes. */
  private static boolean isAsHashed(Path file) throws IOException {
    Optional<ContentHash> hash = ContentHash.ofFileName(String.valueOf(file.getFileName()));
    return hash.isEmpty()
        || InstallFolder.sha256(() -> Files.newInputStream(file)).equals(hash.get().hex());
  }

  private void read(Messages.Read read) throws IOException {
    memory.reset();
    Messages.Outcome outcome =
        document()
            .read(read.number(), Duration.ofMillis(read.budgetMs()), memory)
            .fold(this::outcome, problem -> new Messages.Outcome(null, problem));
    byte[] body = Json.write(outcome);
    channel.send(
        MessageFrame.Kind.PAGE, body.length <= FrameChannel.MAX_BODY_BYTES ? body : tooLarge());
  }

  /** A page that was just sent to be kept is not sent again. */
  private Messages.Outcome outcome(Page page) {
    return new Messages.Outcome(memory.hasKept(page) ? null : page, null);
  }

  private static byte[] tooLarge() {
    Problem problem =
        Problem.of(FailureCode.RESULT_TOO_LARGE, "The page holds more text than any page may.");
    return Json.write(new Messages.Outcome(null, problem));
  }

  private void write(Messages.Write write) throws IOException {
    List<Page> pages = new RemotePages(inbox, channel, write.pages());
    Problem problem =
        document()
            .writeSearchable(pages, Path.of(write.target()), Duration.ofMillis(write.budgetMs()))
            .orElse(null);
    channel.send(MessageFrame.Kind.WRITTEN, new Messages.Written(problem));
  }

  private void draw(Messages.Draw draw) throws IOException {
    // The worker keeps the time, and ends this process when it is over.
    Problem problem =
        document().draw(draw.number(), Path.of(draw.target()), UNTIL_KILLED).orElse(null);
    channel.send(MessageFrame.Kind.WRITTEN, new Messages.Written(problem));
  }

  private void close() throws IOException {
    document().close();
    document = null;
    channel.send(MessageFrame.Kind.CLOSED);
  }

  private Engine.Document document() {
    if (document == null) {
      throw new IllegalStateException("no document is open");
    }
    return document;
  }
}
