/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.intake.TenantPolicy;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a tenant cannot learn from an answer, its source or its timing what another tenant
 * sent.
 */
class TenantsTest {
  private static final ContentKey KEY = key("page");
  private static final String PLACE = "https://host/a.png";
  private static final TenantPolicy SEPARATED = new TenantPolicy(true, false);

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldReadForEachTenantWhenBytesAreTheSame() {
    try (TopologyBench bench = new TopologyBench(folder, SEPARATED)) {
      bench.publish(hashed("a1", "acme"));
      bench.publish(hashed("b1", "beta"));
      bench.publish(hashed("n1", null));
      List<RecogniseTask> tasks = bench.take(Topic.RECOGNISE, RecogniseTask.class);
      assertThat(tasks)
          .extracting(RecogniseTask::key)
          .containsExactlyInAnyOrder(of("acme"), of("beta"), KEY);

      for (RecogniseTask task : tasks) {
        bench.complete(
            Topic.RECOGNISED,
            task.key().toString(),
            new Recognised.Read(task.sentAt(), payload("x"), false, 1L, 1L));
      }
      assertThat(bench.results()).hasSize(3).extracting(Result::source).containsOnly(Source.OCR);
    }
  }

  @Test
  void shouldReadOnceWhenOneTenantSendsCopies() {
    try (TopologyBench bench = new TopologyBench(folder, SEPARATED)) {
      bench.publish(hashed("a1", "acme"));
      bench.publish(hashed("a2", "acme"));
      List<RecogniseTask> tasks = bench.take(Topic.RECOGNISE, RecogniseTask.class);
      assertThat(tasks).hasSize(1);
      bench.complete(
          Topic.RECOGNISED,
          of("acme").toString(),
          new Recognised.Read(tasks.get(0).sentAt(), payload("x"), false, 1L, 1L));
      assertThat(bench.results())
          .extracting(Result::source)
          .containsExactly(Source.OCR, Source.COALESCED);
    }
  }

  @Test
  void shouldFindInTheCacheOnlyWhatItsOwnTenantSent() {
    try (TopologyBench bench = new TopologyBench(folder, SEPARATED)) {
      bench.cache.put(of("acme"), payload("x")).join();
      bench.publish(hashed("a1", "acme"));
      bench.publish(hashed("b1", "beta"));
      bench.publish(hashed("n1", null));
      assertThat(bench.results()).extracting(Result::eventId).containsExactly("a1");
      assertThat(bench.take(Topic.RECOGNISE)).hasSize(2);
    }
  }

  @Test
  void shouldIdentifyALocationForEachTenant() {
    try (TopologyBench bench = new TopologyBench(folder, SEPARATED)) {
      bench.cache.remember(new Location(PLACE, "tag1", "beta"), KEY.hash()).join();
      bench.publish(pinned("a1", "acme"));
      bench.publish(pinned("a2", "acme"));
      bench.publish(pinned("c1", "core"));
      List<IdentifyTask> tasks = bench.take(Topic.IDENTIFY, IdentifyTask.class);
      assertThat(tasks)
          .extracting(task -> task.location().tenant())
          .containsExactlyInAnyOrder("acme", "core");

      for (IdentifyTask task : tasks) {
        bench.complete(
            Topic.IDENTIFIED,
            task.location().digest(),
            new Identified.Known(task.sentAt(), KEY, null));
      }
      assertThat(bench.take(Topic.RECOGNISE, RecogniseTask.class))
          .extracting(RecogniseTask::key)
          .containsExactlyInAnyOrder(of("acme"), of("core"));
    }
  }

  @Test
  void shouldRefuseATenantWhenTenantsAreNotKeptApart() {
    try (TopologyBench bench = new TopologyBench(folder)) {
      bench.publish(hashed("a1", "acme"));
      Failure failure = bench.failures().get(0);
      assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_OPTION);
      assertThat(failure.message()).contains("ocr.cache.tenant-key").doesNotContain("acme");
      assertThat(bench.take(Topic.RECOGNISE)).isEmpty();
    }
  }

  @Test
  void shouldRefuseAnEventWithoutTenantWhenOneIsRequired() {
    try (TopologyBench bench = new TopologyBench(folder, new TenantPolicy(true, true))) {
      bench.publish(hashed("n1", null));
      bench.publish(hashed("a1", "acme"));
      Failure failure = bench.failures().get(0);
      assertThat(failure.eventId()).isEqualTo("n1");
      assertThat(failure.code()).isEqualTo(FailureCode.INVALID_EVENT);
      assertThat(failure.message()).contains("ocr.cache.tenant-required");
      assertThat(bench.take(Topic.RECOGNISE)).hasSize(1);
    }
  }

  private static ContentKey of(String tenant) {
    return new ContentKey(KEY.hash(), KEY.fingerprint(), tenant);
  }

  private static String hashed(String id, @Nullable String tenant) {
    String form =
        """
        {"event_id":"%s","document_id":"d","uri":"%s","content_hash":"%s"%s}""";
    String field = tenant == null ? "" : ",\"tenant\":\"%s\"".formatted(tenant);
    return form.formatted(id, PLACE, KEY.hash(), field);
  }

  private static String pinned(String id, String tenant) {
    String form =
        """
        {"event_id":"%s","document_id":"d","uri":"%s","etag":"tag1","tenant":"%s"}""";
    return form.formatted(id, PLACE, tenant);
  }
}
