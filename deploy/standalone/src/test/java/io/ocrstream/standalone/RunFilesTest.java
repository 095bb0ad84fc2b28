/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.ops.web.LocalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the limits of what the web page's files keep in memory, at the limit and one above. */
class RunFilesTest {
  private static final Map<String, Object> NO_BROKER =
      Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "1");

  private static final EngineInfo ENGINE =
      new EngineInfo("none", "1", "0", OcrOptions.text(List.of("eng")));

  @TempDir private Path folder = Path.of("unset");

  private final Pen pen = new Pen();
  private Path uploads = Path.of("unset");

  @BeforeEach
  void makeUploads() throws IOException {
    uploads = Files.createDirectory(folder.toRealPath().resolve("uploads"));
  }

  @Test
  void shouldKeepAsManyThumbnailsAsTheLimitAndForgetTheOldest() throws Exception {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i <= RunFiles.MAX_THUMBNAILS; i++) {
      results.add(result(i));
    }
    List<Result> most = results.subList(0, RunFiles.MAX_THUMBNAILS);
    try (RunFiles files = files()) {
      show(files, most);
      show(files, most);
      assertThat(pen.drawn).as("each once").hasSize(RunFiles.MAX_THUMBNAILS);

      show(files, results.subList(RunFiles.MAX_THUMBNAILS, results.size()));
      show(files, results.subList(1, results.size()));
      assertThat(pen.drawn).as("all but the first are kept").hasSize(RunFiles.MAX_THUMBNAILS + 1);
      show(files, results.subList(0, 1));
      assertThat(pen.drawn).hasSize(RunFiles.MAX_THUMBNAILS + 2);
    }
    assertThat(pen.drawn).allMatch(pixels -> pixels == RunFiles.MAX_THUMBNAIL_PIXELS);
  }

  @Test
  void shouldKnowTheNamesOfAsManyUploadsAsTheLimit() throws Exception {
    List<String> uris = new ArrayList<>();
    try (RunFiles files = files()) {
      Set<Path> before = new HashSet<>();
      for (int i = 0; i <= UploadedFiles.MAX_NAMES; i++) {
        upload(files, "name-" + i);
        uris.add(added(before).toUri().toString());
        if (i == UploadedFiles.MAX_NAMES - 1) {
          assertThat(files.name(uris.get(0))).isEqualTo("name-0");
          // A name that was asked for is the last to go.
          assertThat(files.name(uris.get(1))).isEqualTo("name-1");
          for (int seen = 2; seen <= i; seen++) {
            assertThat(files.name(uris.get(seen))).isEqualTo("name-" + seen);
          }
        }
      }
      assertThat(files.name(uris.get(0))).isNotEqualTo("name-0");
      assertThat(files.name(uris.get(1))).isEqualTo("name-1");
      assertThat(files.name(uris.get(UploadedFiles.MAX_NAMES)))
          .isEqualTo("name-" + UploadedFiles.MAX_NAMES);
    }
  }

  /** The event cannot be published without a broker. The file and its name are kept. */
  private static void upload(RunFiles files, String name) {
    assertThatThrownBy(() -> files.send(name, new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(IOException.class);
  }

  private Path added(Set<Path> before) throws IOException {
    try (Stream<Path> all = Files.list(uploads)) {
      Path added = all.filter(file -> !before.contains(file)).findFirst().orElseThrow();
      before.add(added);
      return added;
    }
  }

  private RunFiles files() throws IOException {
    Path root = folder.toRealPath();
    return new RunFiles(new RunFiles.Places(List.of(root), uploads, root, 1_000), pen, NO_BROKER);
  }

  private static void show(RunFiles files, List<Result> results) throws IOException {
    for (Result result : results) {
      assertThat(files.thumbnail(result)).isInstanceOf(LocalFiles.Picture.class);
    }
  }

  private Result result(int number) throws IOException {
    byte[] bytes = ("document " + number).getBytes(US_ASCII);
    Path file = Files.write(folder.toRealPath().resolve("document-" + number), bytes);
    return new Result(
        "event-" + number,
        "document-" + number,
        file.toUri().toString(),
        ContentHash.ofBytes(bytes),
        Source.CACHE,
        new Timings(1, 2, 3, null, null),
        null,
        RawJson.of(
            Json.write(
                new Payload(
                    "",
                    null,
                    1,
                    0,
                    1,
                    Payload.Status.COMPLETE,
                    ENGINE,
                    List.of(),
                    List.of(),
                    List.of(),
                    null))));
  }

  /** Draws a byte for each page, and records the limits of pixels that it is given. */
  private static final class Pen implements Engine, Engine.Document {
    private final List<Long> drawn = new ArrayList<>();

    @Override
    public Outcome<Document> open(Path file, EngineInfo info) {
      return Outcome.of(this);
    }

    @Override
    public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
      return Optional.of(open(file, info));
    }

    @Override
    public int pageCount() {
      return 1;
    }

    @Override
    public Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
      return Outcome.failed(none());
    }

    @Override
    public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
      return Optional.of(none());
    }

    @Override
    public Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
      drawn.add(maxPixels);
      try {
        Files.write(target, new byte[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Optional.empty();
    }

    private static Problem none() {
      return Problem.of(FailureCode.UNSUPPORTED_OPTION, "It only draws");
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
