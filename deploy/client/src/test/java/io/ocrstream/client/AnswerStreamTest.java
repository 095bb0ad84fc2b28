/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.WireFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
  private static final TopicPartition RESULTS = new TopicPartition("ocr.results", 0);
  private static final TopicPartition FAILURES = new TopicPartition("ocr.failures", 0);

  private final AnswerTopicsMock topics = new AnswerTopicsMock();
  private final AnswerStream stream = new AnswerStream(KafkaNames.PLAIN, topics);
  private final Iterator<OcrAnswer> answers = stream.iterator();

  AnswerStreamTest() {
    topics.rebalance(List.of(RESULTS, FAILURES));
  }

  @Test
  void shouldCommitWhatWasHandledAndNotTheAnswerAtHand() {
    for (String id : List.of("a", "b")) {
      topics.add(Topic.RESULTS, SampleAnswers.result(id, "text"));
    }
    assertThat(answers.next().eventId()).isEqualTo("a");
    assertThat(answers.next().eventId()).isEqualTo("b");
    assertThat(topics.committed(RESULTS)).isZero();
    // The third one is in another batch, so the first two are committed before it is read.
    topics.add(Topic.FAILURES, SampleAnswers.failure("c"));
    assertThat(answers.next().eventId()).isEqualTo("c");

    assertThat(topics.committed(RESULTS)).isEqualTo(2);
    assertThat(topics.committed(FAILURES)).isZero();
    stream.close();
    assertThat(answers.hasNext()).isFalse();
    assertThat(topics.committed(FAILURES)).isZero();
  }

  @Test
  void shouldOmitRepeatsUpToTheLimitOfRememberedIds() {
    var unused = stream.deduplicate(2);
    List<String> ids = List.of("a", "b", "a", "c", "a", "b");
    ids.forEach(id -> topics.add(Topic.RESULTS, SampleAnswers.result(id, "text")));

    // Two ids are remembered: the third one displaces "a", which then counts as new.
    assertThat(IntStream.range(0, 5).mapToObj(i -> answers.next().eventId()))
        .containsExactly("a", "b", "c", "a", "b");
  }

  @Test
  void shouldPassOnRecordsThatAreNoAnswers() {
    topics.add(Topic.FAILURES, "secret".getBytes(UTF_8));
    topics.add(Topic.FAILURES, SampleAnswers.failure("a"));

    OcrAnswer.Unknown unreadable = (OcrAnswer.Unknown) answers.next();
    assertThat(unreadable.reason()).isEqualTo(OcrAnswer.Reason.UNREADABLE);
    assertThat(unreadable.eventId()).isEmpty();
    assertThat(unreadable.message()).doesNotContain("secret");
    assertThat(answers.next()).isInstanceOf(OcrAnswer.Failed.class);
  }

  @Test
  void shouldReadTheSameAnswerAfterTheHeaderOfASchemaRegistry() {
    byte[] result = SampleAnswers.result("a", "text");
    topics.add(Topic.RESULTS, result);
    topics.add(Topic.RESULTS, WireFormat.withHeader(7, result));

    OcrAnswer plain = answers.next();
    assertThat(plain).isInstanceOf(OcrAnswer.Read.class);
    assertThat(answers.next()).isEqualTo(plain);
  }

  @Test
  void shouldEndWhenItIsClosed() {
    stream.close();

    assertThat(answers.hasNext()).isFalse();
    assertThatThrownBy(answers::next).isInstanceOf(NoSuchElementException.class);
    assertThat(topics.closed()).isTrue();
    stream.close();
  }
}
