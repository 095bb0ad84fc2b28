/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.config.OwnFolder;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.kafka.ClusterProblems;
import io.ocrstream.kafka.KafkaErrorMessages;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Describes problems with files, disk space, names and ports to people, with what to do. */
public final class SystemErrorMessages {
  private static final int MAX_DEPTH = 20;
  private static final String NO_SPACE = "No space left on device";

  private SystemErrorMessages() {}

  /** Returns the message; empty if the failure is a defect. */
  public static Optional<String> of(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      Optional<String> sentence = one(cause);
      if (sentence.isPresent()) {
        return sentence;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> one(Throwable cause) {
    if (String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
      return Optional.of(
          "No space left on device; free some, or choose a folder on another disk with --data or"
              + " JAVA_OPTS=-Djava.io.tmpdir=DIR");
    } else if (cause instanceof FileSystemException e && e.getFile() != null) {
      return Optional.of(e.getFile() + ": " + reason(e));
    } else if (cause instanceof InvalidPathException) {
      return Optional.of("This locale cannot encode a file name; set LC_ALL=C.UTF-8");
    } else if (cause instanceof ClusterProblems
        || cause instanceof EngineUnavailableException
        || cause instanceof OwnFolder.RefusedException) {
      return Optional.ofNullable(cause.getMessage());
    } else if (cause instanceof KafkaException) {
      return Optional.of(KafkaErrorMessages.explain(cause));
    } else if (cause.getClass() == IOException.class && cause.getMessage() != null) {
      // This program wrote the message.
      return Optional.of(cause.getMessage());
    } else if (cause instanceof BindException) {
      return Optional.of(
          "The port is in use; set another ocr.ops.port, or stop the process"
              + " that listens on it");
    }
    return Optional.empty();
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied; change its permissions, or choose another path";
    } else if (e instanceof NoSuchFileException) {
      return "the file or folder does not exist";
    } else if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "is a file; choose a folder";
    }
    String said = e.getReason() == null ? "cannot be used" : e.getReason();
    return said.toLowerCase(Locale.ROOT) + "; choose another path";
  }
}
