/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that the examples in {@code docs/clients.md} have exactly the fields of the real messages.
 */
class ClientsDocTest {
  private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

  @Test
  void shouldShowAnEventAResultAndAFailureAsTheyAre() throws Exception {
    List<byte[]> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../docs/clients.md")))
            .results()
            .map((MatchResult block) -> block.group(1).getBytes(UTF_8))
            .toList();
    assertThat(blocks).hasSize(3);
    assertSame(blocks.get(0), Json.read(blocks.get(0), UploadEvent.class));
    assertSame(blocks.get(1), Json.readOwn(blocks.get(1), Result.class));
    assertSame(blocks.get(2), Json.readOwn(blocks.get(2), Failure.class));
  }

  /**
   * Checks that an example stays the same when it is read and written: no field is added or lost.
   */
  private static void assertSame(byte[] shown, Object read) throws Exception {
    JsonNode written = Json.mapper().readTree(Json.write(read));
    assertThat(written).isEqualTo(Json.mapper().readTree(shown));
  }
}
