/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SystemErrorMessagesTest {
  @Test
  void shouldSayWhatIsWrongWithAFileWithoutNamesOfClasses() {
    assertThat(say(new AccessDeniedException("/data/x"))).startsWith("/data/x: permission denied;");
    assertThat(say(new NoSuchFileException("/x")))
        .isEqualTo("/x: the file or folder does not exist");
    assertThat(say(new FileAlreadyExistsException("/x")))
        .isEqualTo("/x: is a file; choose a folder");
    assertThat(say(new FileSystemException("/tmp", null, "Is a directory")))
        .isEqualTo("/tmp: is a directory; choose another path");
    assertThat(say(new InvalidPathException("\u00e9", "Malformed"))).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void shouldFindTheReasonBehindOthers() {
    Throwable full = new ExceptionInInitializerError(new IOException("No space left on device"));
    assertThat(say(new CompletionException(full))).startsWith("No space left on device;");
    assertThat(say(new UncheckedIOException(new IOException("the topic is missing"))))
        .isEqualTo("the topic is missing");
    assertThat(say(new TimeoutException("node 1")))
        .contains("no broker answers")
        .doesNotContain("node 1");
  }

  @Test
  void shouldLeaveDefectsToOthers() {
    assertThat(SystemErrorMessages.of(new IllegalStateException("odd"))).isEmpty();
    assertThat(SystemErrorMessages.of(new Error())).isEmpty();
  }

  private static String say(Throwable thrown) {
    return SystemErrorMessages.of(thrown).orElseThrow();
  }
}
