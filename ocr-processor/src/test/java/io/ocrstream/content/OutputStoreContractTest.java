/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what every scheme must do with outputs. Method: the test of each scheme provides URIs and
 * looks into its real store.
 */
public abstract class OutputStoreContractTest {
  public static final String NAME = "0a1b-2c3d.alto.xml";
  public static final String MEDIA_TYPE = "application/xml";

  @TempDir Path filesDir;
  private OutputStore store;

  /** Returns settings that allow output beside {@link #document}. */
  protected abstract OutputSettings settings() throws IOException;

  /** Returns the URI of a document with the given encoded name, which need not exist. */
  protected abstract String document(String name);

  /** Returns the URI of a document beside which output is not allowed. */
  protected abstract String forbidden();

  /** Returns the URI of one allowed location, which is empty. */
  protected abstract String place();

  /** Returns the bytes of a stored object. */
  protected abstract byte[] read(String uri) throws IOException;

  /** Returns the names in the folder or under the prefix of {@code uri}. */
  protected abstract List<String> list(String uri) throws IOException;

  protected abstract OutputStore open(OutputSettings settings) throws IOException;

  @BeforeEach
  protected void openStore() throws IOException {
    store = open(settings());
  }

  @AfterEach
  protected void closeStore() {
    store.close();
  }

  protected OutputStore store() {
    return store;
  }

  protected Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(filesDir, "output", ""), bytes);
  }

  protected Outcome<StoredObject> put(OutputStore into, String document, byte[] bytes)
      throws IOException {
    return into.put(at(document), NAME, file(bytes), MEDIA_TYPE);
  }

  public static StoredObject stored(Outcome<StoredObject> stored) {
    return stored.fold(
        object -> object,
        problem -> {
          throw new AssertionError(problem.toString());
        });
  }

  public static Problem problem(Outcome<StoredObject> stored) {
    return stored.fold(
        at -> {
          throw new AssertionError(at.toString());
        },
        problem -> problem);
  }

  @Test
  void shouldStoreBesideTheDocumentWhenNoPlaceIsNamed() throws IOException {
    byte[] bytes = bytes(70_000);
    StoredObject object = stored(put(store, document("plain.pdf"), bytes));
    assertThat(object.uri()).isEqualTo(document("plain.pdf") + ".ocr/" + NAME);
    assertThat(object.size()).isEqualTo(bytes.length);
    assertThat(object.hash()).isEqualTo(ContentHash.ofBytes(bytes));
    assertThat(read(object.uri())).isEqualTo(bytes);
    assertThat(list(document("plain.pdf") + ".ocr/")).containsExactly(NAME);
  }

  @Test
  void shouldBeOneObjectWhenStoredAgain() throws IOException {
    Outcome<StoredObject> first = put(store, document("again.pdf"), bytes(10));
    assertThat(put(store, document("again.pdf"), bytes(10))).isEqualTo(first);
    assertThat(list(document("again.pdf") + ".ocr/")).containsExactly(NAME);
    store.put(at(document("again.pdf")), "other.txt", file(bytes(11)), "text/plain");
    assertThat(list(document("again.pdf") + ".ocr/")).containsExactlyInAnyOrder(NAME, "other.txt");
  }

  @Test
  void shouldReplaceAllOfItWhenTheNameHasOtherBytes() throws IOException {
    put(store, document("longer.pdf"), bytes(5000));
    StoredObject object = stored(put(store, document("longer.pdf"), bytes(12)));
    assertThat(read(object.uri())).isEqualTo(bytes(12));
  }

  @Test
  void shouldBeWholeWhenManyStoreTheSameAtOnce() throws Exception {
    byte[] bytes = bytes(90_000);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Outcome<StoredObject>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Path file = file(bytes);
        outcomes.add(
            threads.submit(() -> store.put(at(document("many.pdf")), NAME, file, MEDIA_TYPE)));
      }
      for (Future<Outcome<StoredObject>> outcome : outcomes) {
        assertThat(read(stored(outcome.get()).uri())).isEqualTo(bytes);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(list(document("many.pdf") + ".ocr/")).containsExactly(NAME);
  }

  @Test
  void shouldStoreBesideWhenTheDocumentsNameHasSpacesAccentsAndSigns() throws IOException {
    String uri = document("ordem+de%20servi%C3%A7o%20c%CC%A7%20100%25%20%E6%96%87.pdf");
    StoredObject object = stored(put(store, uri, bytes(13)));
    assertThat(object.uri()).isEqualTo(uri + ".ocr/" + NAME);
    assertThat(read(object.uri())).isEqualTo(bytes(13));
  }

  @Test
  void shouldStoreWhenThereAreNoBytes() throws IOException {
    StoredObject object = stored(put(store, document("empty.pdf"), new byte[0]));
    assertThat(object.size()).isZero();
    assertThat(read(object.uri())).isEmpty();
  }

  @Test
  void shouldStoreWhenExactlyAtTheLimitOfBytesAndRefuseOneMore() throws IOException {
    int most = OutputSettings.MAX_BYTES;
    assertThat(stored(put(store, document("limit.pdf"), bytes(most))).size()).isEqualTo(most);
    assertThat(problem(put(store, document("over.pdf"), bytes(most + 1))).code())
        .isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(list(document("over.pdf") + ".ocr/")).isEmpty();
  }

  @Test
  void shouldRefuseWhenThePlaceIsNotAllowed() throws IOException {
    Problem problem = problem(put(store, forbidden(), bytes(14)));
    assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_REFUSED);
    assertThat(problem.attempts()).isEqualTo(1);
    assertThat(problem.message()).doesNotContain("://", NAME);
    assertThat(list(forbidden() + ".ocr/")).isEmpty();
  }

  @Test
  void shouldStoreInOnePlaceWhenOneIsNamed() throws IOException {
    try (OutputStore slashed = open(settings().at(place() + "/"));
        OutputStore plain = open(settings().at(place()))) {
      for (String document : List.of(document("a.pdf"), "https://host.example/a.pdf?b")) {
        StoredObject object = stored(put(slashed, document, bytes(15)));
        assertThat(object.uri()).isEqualTo(place() + "/" + NAME);
        assertThat(stored(put(plain, document, bytes(15)))).isEqualTo(object);
        assertThat(read(object.uri())).isEqualTo(bytes(15));
      }
      assertThat(list(place() + "/")).containsExactly(NAME);
    }
  }

  @Test
  void shouldRefuseWhenThereIsNoBeside() throws IOException {
    for (String document :
        List.of("https://host.example/a.pdf", "data:,a", "a.pdf", document("a.pdf") + "#b")) {
      Problem problem = problem(put(store, document, bytes(16)));
      assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_REFUSED);
      assertThat(problem.message()).contains("ocr.outputs.location").doesNotContain("host.example");
    }
  }

  @Test
  void shouldTakeNoNameWhenItMightLeaveItsPlace() throws IOException {
    Path file = file(bytes(17));
    Location document = at(document("named.pdf"));
    String longest = "n".repeat(200);
    assertThat(stored(store.put(document, longest, file, MEDIA_TYPE)).uri()).endsWith(longest);
    for (String name :
        List.of(
            "",
            ".",
            "..",
            ".hidden",
            "a/b",
            "../a",
            "a\\b",
            "a%2Fb",
            "a b",
            "ç",
            "a?",
            "-a",
            longest + "n")) {
      assertThatIllegalArgumentException()
          .as(name)
          .isThrownBy(() -> store.put(document, name, file, MEDIA_TYPE));
    }
    assertThat(list(document("named.pdf") + ".ocr/")).containsExactly(longest);
  }

  @Test
  void shouldFailWhenTheFileIsNotThere() {
    Problem problem =
        problem(store.put(at(document("b.pdf")), NAME, filesDir.resolve("gone"), MEDIA_TYPE));
    assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_FAILED);
    assertThat(problem.message()).doesNotContain("gone");
  }
}
