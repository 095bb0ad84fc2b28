/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameChannelTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final FrameChannel channel = reading(new byte[0]);

  private FrameChannel reading(byte[] bytes) {
    return new FrameChannel(new ByteArrayInputStream(bytes), sent);
  }

  @ParameterizedTest
  @EnumSource(MessageFrame.Kind.class)
  void shouldReceiveWhatWasSent(MessageFrame.Kind kind) throws IOException {
    channel.send(kind);
    channel.send(kind, new Messages.Written(Problem.of(FailureCode.CORRUPT, "why")));
    FrameChannel other = reading(sent.toByteArray());
    assertThat(other.receive().kind()).isEqualTo(kind);
    MessageFrame second = other.receive();
    assertThat(second.kind()).isEqualTo(kind);
    assertThat(second.as(Messages.Written.class).problem())
        .isEqualTo(Problem.of(FailureCode.CORRUPT, "why"));
    assertThatThrownBy(other::receive).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldRefuseOnlyBodiesOverTheLimit() throws IOException {
    FrameChannel nowhere =
        new FrameChannel(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream());
    nowhere.send(MessageFrame.Kind.KEEP, new byte[FrameChannel.MAX_BODY_BYTES]);
    assertThatThrownBy(
            () -> nowhere.send(MessageFrame.Kind.KEEP, new byte[FrameChannel.MAX_BODY_BYTES + 1]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldRefuseWhatIsNoFrame() {
    int keep = MessageFrame.Kind.KEEP.code();
    assertThatThrownBy(() -> reading(header(FrameChannel.MAX_BODY_BYTES + 1, keep)).receive())
        .hasMessage("Not a valid frame");
    assertThatThrownBy(() -> reading(header(-1, keep)).receive()).hasMessage("Not a valid frame");
    assertThatThrownBy(() -> reading(header(0, 0)).receive()).hasMessage("Not a valid frame");
    assertThatThrownBy(() -> reading(header(0, 200)).receive()).hasMessage("Not a valid frame");
    assertThatThrownBy(() -> reading(header(5, keep)).receive()).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldNotReadABodyAsWhatItIsNot() throws IOException {
    channel.send(MessageFrame.Kind.PAGE, "secret");
    MessageFrame frame = reading(sent.toByteArray()).receive();
    assertThatThrownBy(() -> frame.as(Messages.Outcome.class))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("secret");
  }

  private static byte[] header(int length, int kind) {
    return ByteBuffer.allocate(Integer.BYTES + 1).putInt(length).put((byte) kind).array();
  }
}
