/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimChecksTest {
  private static final Payload WHOLE = SampleAnswers.payload("the whole text", null);
  private static final byte[] BYTES = Json.write(WHOLE);

  @TempDir private Path folder = Path.of("unset");
  private final ClaimChecks checks = new ClaimChecks(ObjectReader.FILES);

  @Test
  void shouldReturnThePayloadThatTheRecordRefersTo() throws Exception {
    Payload summary = SampleAnswers.payload("", stored(BYTES));

    assertThat(checks.whole(summary)).isEqualTo(WHOLE);
    assertThat(checks.whole(WHOLE)).isSameAs(WHOLE);
  }

  @Test
  void shouldReadAsMuchAsTheLimitAndNotMore() throws Exception {
    assertThat(ClaimChecks.MAX_PAYLOAD_BYTES).isEqualTo(256 << 20);
    Payload summary = SampleAnswers.payload("", stored(BYTES));

    assertThat(new ClaimChecks(ObjectReader.FILES, BYTES.length).whole(summary)).isEqualTo(WHOLE);
    ClaimChecks less = new ClaimChecks(ObjectReader.FILES, BYTES.length - 1);
    assertThatThrownBy(() -> less.whole(summary))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the limit is " + (BYTES.length - 1));
  }

  @Test
  void shouldRejectObjectsThatDifferFromTheirReference() throws Exception {
    for (String other : new String[] {"x" + new String(BYTES, UTF_8), "short"}) {
      StoredObject stored = stored(BYTES);
      Files.writeString(folder.resolve("object"), other);
      assertThatThrownBy(() -> checks.whole(SampleAnswers.payload("", stored)))
          .isInstanceOf(IOException.class)
          .hasMessage("the object differs from its reference");
      Path target = folder.resolve("out.pdf");
      assertThatThrownBy(() -> checks.copy(Artifact.stored(Output.PDF, stored), target))
          .hasMessage("the object differs from its reference");
      assertThat(target).doesNotExist();
    }
  }

  @Test
  void shouldCopyOutputsFromTheRecordAndFromTheStore() throws Exception {
    Path target = folder.resolve("out");
    checks.copy(Artifact.inline(Output.TSV, "level\tÉ"), target);
    assertThat(target).hasContent("level\tÉ");
    checks.copy(Artifact.stored(Output.PDF, stored(BYTES)), target);
    assertThat(target).hasBinaryContent(BYTES);
  }

  @Test
  void shouldNameTheSchemeThatNoReaderOpens() {
    StoredObject remote = new StoredObject("s3://bucket/a", 1, ContentHash.ofBytes(BYTES));
    assertThatThrownBy(() -> checks.whole(SampleAnswers.payload("", remote)))
        .isInstanceOf(IOException.class)
        .hasMessage("no reader is configured for s3: objects");
  }

  private StoredObject stored(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("object"), bytes);
    return new StoredObject(file.toUri().toString(), bytes.length, ContentHash.ofBytes(bytes));
  }
}
