/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.client.OcrAnswer.Reason;
import io.ocrstream.client.OcrAnswer.Unknown;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Submits documents and returns their answers.
 *
 * <pre>{@code
 * try (OcrClient client = OcrClient.builder(Map.of("bootstrap.servers", "kafka:9092")).connect()) {
 *   OcrAnswer answer =
 *       client.submit(OcrDocument.at("s3://uploads/receipt.jpg")).toCompletableFuture().join();
 *   String text = answer.fold(
 *       read -> read.payload().text(),
 *       failed -> failed.failure().code().advice(),
 *       unknown -> unknown.message());
 * }
 * }</pre>
 *
 * <p>It reads all answers of the installation, without a consumer group, and picks its own. A
 * service that handles each answer once, and after a restart too, uses an {@link AnswerStream}.
 *
 * <p><b>Threading:</b> any. Answers complete stages on the executor, so slow callers hold back
 * nobody. <b>Bounds:</b> the number of open requests. <b>Fails:</b> stages never complete
 * exceptionally; {@link Unknown} says why there is no answer.
 */
public final class OcrClient implements AutoCloseable {
  /** Number of open requests that a client accepts by default. */
  public static final int MAX_OPEN_REQUESTS = 10_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PARTITIONS_AGE_MS = 60_000;

  private final OcrPublisher publisher;
  private final AnswerConsumer answers;
  private final AnswerParser parser;
  private final DocumentStore store;
  private final Executor executor;
  private final InstantSource clock;
  private final OpenRequests open;
  private final RecentIds answered = new RecentIds(RecentIds.MAX_IDS);
  private final Thread receiver = new Thread(this::receive, "ocr-client-answers");
  private final AtomicInteger repeated = new AtomicInteger();

  private volatile boolean closed;
  private volatile @Nullable RuntimeException broken;

  OcrClient(Builder builder, OcrPublisher publisher, AnswerConsumer answers, InstantSource clock) {
    this.publisher = publisher;
    this.answers = answers;
    this.parser = new AnswerParser(builder.names);
    this.store = builder.store;
    this.executor = builder.executor;
    this.open = new OpenRequests(builder.maxOpen);
    this.clock = clock;
    receiver.setDaemon(true);
  }

  /**
   * Returns a builder for clients of a cluster.
   *
   * @param kafka client configuration, with {@code bootstrap.servers} and what the brokers require
   */
  public static Builder builder(Map<String, ?> kafka) {
    return new Builder(kafka);
  }

  /** Submits a document with {@link RequestOptions#DEFAULTS}. */
  public CompletionStage<OcrAnswer> submit(OcrDocument document) {
    return submit(document, RequestOptions.DEFAULTS);
  }

  /**
   * Submits a document. Files and bytes are stored on the caller's thread.
   *
   * @return a stage of the answer, which completes at the timeout at the latest
   */
  public CompletionStage<OcrAnswer> submit(OcrDocument document, RequestOptions options) {
    String eventId = UUID.randomUUID().toString();
    Optional<CompletionStage<OcrAnswer>> opened = open.open(eventId, options.timeout());
    if (opened.isEmpty()) {
      return CompletableFuture.completedStage(Unknown.of(eventId, Reason.TOO_MANY_OPEN, null));
    }
    Long deadline = options.expires() ? clock.millis() + options.timeout().toMillis() : null;
    try {
      OcrDocument.Placed placed = document.place(store);
      publish(
          UploadEvent.of(eventId, document.id(), placed.uri())
              .withContentHash(placed.hash())
              .withOptions(options.reading())
              .with(options.tenant(), options.tag(), deadline));
    } catch (IOException | RuntimeException e) {
      // Stores of object stores' own clients throw unchecked exceptions.
      open.answer(Unknown.of(eventId, Reason.NOT_STORED, e));
    }
    return opened.get().thenApplyAsync(Function.identity(), executor);
  }

  /**
   * Publishes an event that the caller made, about a document that the workers can read. The caller
   * chooses the id; an id that was published before has its event answered again.
   *
   * @param timeout how long to wait for the answer
   * @throws IllegalArgumentException if a request with the event's id is open
   */
  public Submission publish(UploadEvent event, Duration timeout) {
    String eventId = event.eventId();
    Optional<CompletionStage<OcrAnswer>> opened = open.open(eventId, timeout);
    if (opened.isEmpty()) {
      return new Submission(
          CompletableFuture.completedStage(false),
          CompletableFuture.completedStage(Unknown.of(eventId, Reason.TOO_MANY_OPEN, null)));
    }
    CompletionStage<Boolean> acknowledged = send(event);
    return new Submission(
        acknowledged.thenApplyAsync(Function.identity(), executor),
        opened.get().thenApplyAsync(Function.identity(), executor));
  }

  /**
   * Holds what becomes of a published event.
   *
   * @param acknowledged completes with true when the brokers have the event, or with false if they
   *     may not have it; then the answer is {@link Unknown}
   * @param answer completes with the answer, at the timeout at the latest
   */
  public record Submission(
      CompletionStage<Boolean> acknowledged, CompletionStage<OcrAnswer> answer) {}

  private void publish(UploadEvent event) {
    if (open.isOpen(event.eventId())) {
      var unused = send(event);
    }
  }

  private CompletionStage<Boolean> send(UploadEvent event) {
    String eventId = event.eventId();
    RuntimeException failure = broken;
    if (failure != null) {
      open.answer(Unknown.of(eventId, Reason.UNREADABLE, failure));
    } else if (closed) {
      open.answer(Unknown.of(eventId, Reason.CLOSED, null));
    } else {
      return publisher
          .publish(event)
          .handle(
              (published, e) -> {
                if (e != null) {
                  open.answer(Unknown.of(eventId, Reason.NOT_PUBLISHED, e));
                }
                return e == null;
              });
    }
    return CompletableFuture.completedStage(false);
  }

  /** Returns whether answers are received; after false, only a new client helps. */
  public boolean isReceiving() {
    return broken == null && !closed;
  }

  /**
   * Returns how many answers arrived for requests that were already answered: events that others
   * replayed, or a defect.
   */
  public int repeatedAnswers() {
    return repeated.get();
  }

  private void receive() {
    try (answers) {
      long followed = clock.millis();
      while (!closed) {
        answers.poll(POLL).forEach(this::take);
        if (clock.millis() - followed > PARTITIONS_AGE_MS) {
          answers.followNewPartitions();
          followed = clock.millis();
        }
      }
    } catch (RuntimeException e) {
      // Nobody else sees this thread: the requests tell it to their callers.
      broken = e;
      open.endAll(eventId -> Unknown.of(eventId, Reason.UNREADABLE, e));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String eventId = AnswerParser.eventId(record);
    if (open.isOpen(eventId)) {
      answered.add(eventId);
      open.answer(parser.parse(record));
    } else if (answered.contains(eventId)) {
      repeated.incrementAndGet();
    }
  }

  /** Waits until events are acknowledged; requests without an answer end as {@code CLOSED}. */
  @Override
  public void close() {
    closed = true;
    publisher.close();
    open.endAll(eventId -> Unknown.of(eventId, Reason.CLOSED, null));
    boolean interrupted = false;
    while (receiver.isAlive()) {
      try {
        receiver.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Configures a client. */
  public static final class Builder {
    private final Map<String, ?> kafka;
    private KafkaNames names = KafkaNames.PLAIN;
    private DocumentStore store = DocumentStore.NONE;
    private Executor executor = ForkJoinPool.commonPool();
    private int maxOpen = MAX_OPEN_REQUESTS;

    Builder(Map<String, ?> kafka) {
      this.kafka = Map.copyOf(kafka);
    }

    /** Sets the installation's topic names. */
    public Builder names(KafkaNames installation) {
      names = installation;
      return this;
    }

    /** Sets the store of files and bytes. */
    public Builder store(DocumentStore documents) {
      store = documents;
      return this;
    }

    /** Sets the executor that completes stages; the common pool by default. */
    public Builder executor(Executor callbacks) {
      executor = callbacks;
      return this;
    }

    /** Sets how many requests may be open at the same time. */
    public Builder maxOpenRequests(int requests) {
      maxOpen = requests;
      return this;
    }

    /**
     * Connects to the cluster.
     *
     * @throws java.io.UncheckedIOException if the cluster lacks the topics of answers
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public OcrClient connect() {
      // The reader starts first: its position separates new answers from old ones.
      AnswerConsumer answers = new AnswerConsumer(names, AnswerConsumer.consumer(kafka, Map.of()));
      try {
        return connect(new OcrPublisher(names, kafka), answers, InstantSource.system());
      } catch (RuntimeException e) {
        answers.close();
        throw e;
      }
    }

    OcrClient connect(OcrPublisher publisher, AnswerConsumer answers, InstantSource clock) {
      OcrClient client = new OcrClient(this, publisher, answers, clock);
      client.receiver.start();
      return client;
    }
  }
}
