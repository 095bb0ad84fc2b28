/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormReaderTest {
  private static final String TYPE = "multipart/form-data; boundary=\"x y\"";

  @TempDir private Path folder = Path.of("unset");
  private Path file;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("upload"));
  }

  private FormReaderTest part(String headers, byte[] value) {
    body.writeBytes(("--x y\r\n" + headers + "\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(value);
    body.writeBytes("\r\n".getBytes(UTF_8));
    return this;
  }

  private FormReaderTest field(String name, int bytes) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", new byte[bytes]);
  }

  private FormReaderTest document(byte[] bytes) {
    return part("Content-Disposition: form-data; name=\"a\"; filename=\"é.png\"", bytes);
  }

  private FormReader.Form read() throws IOException {
    body.writeBytes("--x y--\r\n".getBytes(UTF_8));
    return FormReader.read(new ByteArrayInputStream(body.toByteArray()), TYPE, file);
  }

  private void assertMalformed() throws IOException {
    assertThatThrownBy(this::read).isInstanceOf(FormReader.MalformedException.class);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void shouldWriteTheFileAndLeaveNoOther() throws IOException {
    byte[] large = new byte[100_000];
    large[99_999] = '\r';
    FormReader.Form form = field("b", 3).document(large).read();

    assertThat(form.fileName()).isEqualTo("é.png");
    assertThat(form.fields()).containsOnlyKeys("b");
    assertThat(file).hasBinaryContent(large);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void shouldTakeAPartNamedFileWithoutAName() throws IOException {
    FormReader.Form form =
        part("Content-Disposition: form-data; name=\"file\"", new byte[] {1, 2}).read();

    assertThat(form.fileName()).isNull();
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void shouldAcceptPartsUpToTheirNumberAndRejectOneMore() throws IOException {
    for (int i = 1; i < FormReader.MAX_PARTS; i++) {
      field("f" + i, 1);
    }
    assertThat(document(new byte[1]).read().fields()).hasSize(FormReader.MAX_PARTS - 1);
    body.reset();
    for (int i = 0; i < FormReader.MAX_PARTS; i++) {
      field("f" + i, 1);
    }
    document(new byte[1]).assertMalformed();
  }

  @Test
  void shouldAcceptFieldsUpToTheirSizeAndRejectOneByteMore() throws IOException {
    assertThat(field("f", FormReader.MAX_FIELD_BYTES).document(new byte[1]).read().fields())
        .containsKey("f");
    body.reset();
    field("f", FormReader.MAX_FIELD_BYTES + 1).document(new byte[1]).assertMalformed();
  }

  @Test
  void shouldRejectLongHeadersOfAPart() throws IOException {
    String header = "Content-Disposition: form-data; name=\"a\"; filename=\"a\"\r\nX: ";
    int most = FormReader.MAX_PART_HEADER_BYTES - header.length() - 10;
    assertThat(part(header + "x".repeat(most), new byte[1]).read().fields()).isEmpty();
    body.reset();
    part(header + "x".repeat(FormReader.MAX_PART_HEADER_BYTES), new byte[1]).assertMalformed();
  }

  @Test
  void shouldRejectOtherFormsAndBodiesThatEnd() throws IOException {
    field("f", 1).assertMalformed();
    body.reset();
    document(new byte[1]).document(new byte[1]).assertMalformed();
    body.reset();
    document(new byte[200_000]);
    byte[] half = body.toByteArray();
    assertThatThrownBy(
            () -> FormReader.read(new ByteArrayInputStream(half, 0, 150_000), TYPE, file))
        .isInstanceOf(FormReader.MalformedException.class);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(half),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("reset");
              }

              @Override
              public int read(byte[] buffer, int from, int length) throws IOException {
                return read();
              }
            });
    assertThatThrownBy(() -> FormReader.read(broken, TYPE, file))
        .isInstanceOf(FormReader.MalformedException.class)
        .hasMessageNotContaining("reset");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
