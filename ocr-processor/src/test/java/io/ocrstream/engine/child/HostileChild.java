/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A child whose engine is controlled by its document: it performs the {@link Attack} that the
 * document names on the target that it names, and answers with the outcome.
 */
public final class HostileChild {
  /** Prefix of an answer if the attack succeeded. */
  static final String DONE = "done";

  /** Name in a document that requests the names of environment variables. */
  static final String ENVIRONMENT = "ENVIRONMENT";

  private HostileChild() {}

  /** Runs the child. */
  public static void main(String[] arguments) {
    ChildMain.run((settings, engines) -> new HostileEngine());
  }

  private static final class HostileEngine implements Engine {
    @Override
    public Outcome<Document> open(Path file, EngineInfo info) {
      return Outcome.failed(Problem.of(FailureCode.INTERNAL, outcome(file)));
    }

    private static String outcome(Path file) {
      try {
        String[] words = Files.readString(file).split(" ", 2);
        if (words[0].equals(ENVIRONMENT)) {
          return new TreeSet<>(System.getenv().keySet()).toString();
        }
        Attack.DOCUMENT.set(file.toString());
        Attack.valueOf(words[0]).run(words[1]);
        return DONE;
      } catch (IOException | LinkageError e) {
        return e.toString();
      }
    }

    @Override
    public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // There are no resources to release.
    }
  }
}
