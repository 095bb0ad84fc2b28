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
 * Executes the worker's commands, for one document at a time.
 *
 * <p><b>Threading:</b> one thread, and one for heartbeats. <b>Fails:</b> a defect of the engine
 * ends the process, and the worker sees that the pipe closes.
 */
final class ChildServer {
  private static final int BEATS_PER_STALL = 4;
  private static final Duration UNTIL_KILLED = Duration.ofDays(1);

  private final Engine engine;
  private final MessageReader reader;
  private final FrameChannel channel;
  private final RemotePageCache memory;
  private final HeartbeatSender heartbeats;

  /**
   * The cache stores a result under the hash of the bytes, so the bytes must not change after
   * hashing.
   */
  private static final Messages.Opened CHANGED =
      new Messages.Opened(
          0, Problem.of(FailureCode.INTERNAL, "The document changed between hashing and reading"));

  private Engine.@Nullable Document document;

  ChildServer(Engine engine, MessageReader reader, FrameChannel channel, Duration stallTimeout) {
    this.engine = engine;
    this.reader = reader;
    this.channel = channel;
    this.memory = new RemotePageCache(reader, channel);
    this.heartbeats = new HeartbeatSender(channel, stallTimeout.dividedBy(BEATS_PER_STALL));
  }

  /** Serves until the worker ends. */
  void run() throws IOException, InterruptedException {
    while (true) {
      MessageFrame command = reader.take();
      heartbeats.start();
      serve(command);
      heartbeats.stop();
    }
  }

  private void serve(MessageFrame command) throws IOException, InterruptedException {
    switch (command.kind()) {
      case OPEN -> open(command.as(Messages.Open.class));
      case READ -> read(command.as(Messages.Read.class));
      case WRITE -> write(command.as(Messages.Write.class));
      case DRAW -> draw(command.as(Messages.Draw.class));
      case CLOSE -> close();
      default -> throw new IllegalStateException("Not a command: " + command.kind());
    }
  }

  private void open(Messages.Open open) throws IOException {
    Path file = Path.of(open.file());
    channel.send(
        MessageFrame.Kind.OPENED, hasExpectedHash(file) ? opened(file, open.info()) : CHANGED);
  }

  private Messages.Opened opened(Path file, EngineInfo info) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              this.document = document;
              return new Messages.Opened(document.pageCount(), null);
            },
            problem -> new Messages.Opened(0, problem));
  }

  /** Returns whether a file that is named by its hash still has this hash. */
  private static boolean hasExpectedHash(Path file) throws IOException {
    Optional<ContentHash> hash = ContentHash.ofFileName(String.valueOf(file.getFileName()));
    return hash.isEmpty()
        || InstallFolder.sha256(() -> Files.newInputStream(file)).equals(hash.get().hex());
  }

  private void read(Messages.Read read) throws IOException {
    memory.reset();
    Messages.Outcome outcome =
        document()
            .read(read.number(), Duration.ofMillis(read.timeoutMs()), memory)
            .fold(this::outcome, problem -> new Messages.Outcome(null, problem));
    byte[] body = Json.write(outcome);
    channel.send(
        MessageFrame.Kind.PAGE, body.length <= FrameChannel.MAX_BODY_BYTES ? body : tooLarge());
  }

  /** A page that was just sent for caching is not sent again. */
  private Messages.Outcome outcome(Page page) {
    return new Messages.Outcome(memory.hasKept(page) ? null : page, null);
  }

  private static byte[] tooLarge() {
    Problem problem =
        Problem.of(FailureCode.RESULT_TOO_LARGE, "The page has more text than the protocol allows");
    return Json.write(new Messages.Outcome(null, problem));
  }

  private void write(Messages.Write write) throws IOException {
    List<Page> pages = new RemotePages(reader, channel, write.pages());
    Problem problem =
        document()
            .writeSearchable(pages, Path.of(write.target()), Duration.ofMillis(write.timeoutMs()))
            .orElse(null);
    channel.send(MessageFrame.Kind.WRITTEN, new Messages.Written(problem));
  }

  private void draw(Messages.Draw draw) throws IOException {
    // The worker enforces the time limit by killing this process.
    Problem problem =
        document()
            .draw(draw.number(), draw.maxPixels(), Path.of(draw.target()), UNTIL_KILLED)
            .orElse(null);
    channel.send(MessageFrame.Kind.WRITTEN, new Messages.Written(problem));
  }

  private void close() throws IOException {
    document().close();
    document = null;
    channel.send(MessageFrame.Kind.CLOSED);
  }

  private Engine.Document document() {
    if (document == null) {
      throw new IllegalStateException("No document is open");
    }
    return document;
  }
}
