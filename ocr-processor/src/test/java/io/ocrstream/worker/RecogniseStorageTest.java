/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.worker.document.ScriptedEngine;
import org.junit.jupiter.api.Test;

/** Tests payloads that are too large for a record. */
class RecogniseStorageTest extends RecogniseHandlerBench {
  @Test
  void shouldStoreThePayloadWhenItIsOneByteOverTheLimit() throws InterruptedException {
    engine.reading = number -> Outcome.of(ScriptedEngine.page(1, "word ".repeat(400), 0.5));
    Recognised.Read whole = read(recognise(NO_LIMIT));
    int size = whole.payload().utf8().length;

    cache.clear();
    assertThat(read(recognise(size)).payload()).isEqualTo(whole.payload());
    cache.clear();
    assertThat(read(recognise(size + 1)).payload()).isEqualTo(whole.payload());
    assertThat(outputs.names()).isEmpty();

    cache.clear();
    Recognised.Read reduced = read(recognise(size - 1));
    StoredObject stored = requireNonNull(payload(reduced).stored());
    assertThat(outputs.bytes(stored)).isEqualTo(whole.payload().utf8());
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.find(own).join()).isEqualTo(new CacheLookup.Hit<>(reduced.payload()));
  }

  /** Another place of the same bytes may have room for it. */
  @Test
  void shouldFailUnverifiedAndCacheNothingWhenThePayloadCannotBeStored()
      throws InterruptedException {
    outputs.refusal = Problem.of(FailureCode.OUTPUT_FAILED, "away");
    engine.reading = number -> Outcome.of(ScriptedEngine.page(1, "word ".repeat(400), 0.5));

    assertThat(recognise(1000)).isEqualTo(Recognised.Failed.ofLocation(SENT_AT, outputs.refusal));
    assertThat(cache.writes()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFailVerifiedWhenNoFormOfThePayloadFits() throws InterruptedException {
    Recognised.Failed failed = failed(recognise(100));

    assertThat(failed.problem().code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(failed.problem().message()).contains("100");
    assertThat(failed.verified()).isTrue();
    assertThat(cache.writes()).isZero();
  }

  /** A failure caused by an interrupted slot must not become the document's answer. */
  @Test
  void shouldAnswerNothingWhenStoringWasInterrupted() {
    outputs.refusal = Problem.of(FailureCode.OUTPUT_FAILED, "interrupted");
    outputs.beforePut = () -> Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> recognise(100));
    assertThat(folder).isEmptyDirectory();
  }
}
