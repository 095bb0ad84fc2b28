/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadBodyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong();

  private UploadBody body(InputStream in, long maxBytes) {
    return new UploadBody(in, maxBytes, TIMEOUT, nanos::get);
  }

  @Test
  void shouldEndOneByteAboveTheLimit() throws IOException {
    UploadBody most = body(new ByteArrayInputStream(new byte[10]), 10);
    assertThat(most.readAllBytes()).hasSize(10);
    assertThat(most.problem()).isEmpty();

    UploadBody more = body(new ByteArrayInputStream(new byte[11]), 10);
    assertThatThrownBy(more::readAllBytes).isInstanceOf(IOException.class);
    assertThat(more.problem().orElseThrow().code()).isEqualTo(FailureCode.TOO_LARGE);
    UploadBody single = body(new ByteArrayInputStream(new byte[1]), 0);
    assertThatThrownBy(single::read).isInstanceOf(IOException.class);
  }

  @Test
  void shouldEndAtItsTimeout() throws IOException {
    UploadBody slow = body(new ByteArrayInputStream(new byte[] {7, 8}), 10);
    nanos.set(TIMEOUT.toNanos() - 1);
    assertThat(slow.read()).isEqualTo(7);
    nanos.set(TIMEOUT.toNanos());

    assertThatThrownBy(slow::read).isInstanceOf(IOException.class);
    assertThat(slow.problem().orElseThrow().code()).isEqualTo(FailureCode.TIMED_OUT);
  }

  @Test
  void shouldTellAPauseFromAClientThatIsGone() throws IOException {
    UploadBody pausing = body(failing(new IOException(new TimeoutException())), 10);
    assertThatThrownBy(pausing::read).isInstanceOf(IOException.class);
    assertThat(pausing.problem().orElseThrow().code()).isEqualTo(FailureCode.TIMED_OUT);
    pausing.requireConnected();

    IOException reset = new IOException("reset");
    UploadBody gone = body(failing(reset), 10);
    assertThatThrownBy(gone::read).isSameAs(reset);
    assertThat(gone.problem()).isEmpty();
    assertThatThrownBy(gone::requireConnected).isSameAs(reset);
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        return read();
      }
    };
  }
}
