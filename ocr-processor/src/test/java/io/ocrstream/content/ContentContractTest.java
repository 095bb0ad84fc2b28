/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what every scheme must do, so that one situation has one answer, whatever the store.
 * Method: the test of each scheme puts objects into its real store and returns their URIs.
 */
public abstract class ContentContractTest {
  @TempDir public Path workDir;
  private Content content;

  /** Returns settings that allow the objects of {@link #put}. */
  protected abstract ContentLimits limits() throws IOException;

  /** Writes or replaces an object and returns its URI. */
  protected abstract String put(String name, byte[] bytes) throws IOException;

  /** Returns the URI of an existing object in a place that is not allowed. */
  protected abstract String forbidden() throws IOException;

  /** Opens the content under test. */
  protected Content open(ContentLimits limits, Path work) throws IOException {
    return ContentStores.open(limits, work);
  }

  @BeforeEach
  protected void openContent() throws IOException {
    content = open(limits(), workDir);
  }

  @AfterEach
  protected void closeContent() throws IOException {
    assertThat(WorkFolders.documents(workDir)).isEmpty();
    content.close();
  }

  protected Content content() {
    return content;
  }

  public static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  public static Location at(String uri) {
    return new Location(uri, null);
  }

  public static Inspected seen(Outcome<Inspected> inspected) {
    return value(inspected);
  }

  public static Fetched fetched(Outcome<Fetched> fetched) {
    return value(fetched);
  }

  private static <T> T value(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem.toString());
        });
  }

  public static Problem problem(Outcome<?> outcome) {
    return outcome.fold(
        value -> {
          throw new AssertionError(value.toString());
        },
        problem -> problem);
  }

  @Test
  void shouldReadTheBytesAndHashThemWhenAllIsWell() throws IOException {
    byte[] bytes = bytes(70_000);
    String uri = put("plain.bin", bytes);
    Path file;
    try (Fetched read = fetched(content.fetch(at(uri)))) {
      file = read.file();
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
      assertThat(read.size()).isEqualTo(bytes.length);
      assertThat(read.hash()).isEqualTo(ContentHash.ofBytes(bytes));
      assertThat(ContentHash.ofFileName(String.valueOf(read.file().getFileName())))
          .contains(read.hash());
      assertThat(read.location().uri()).isEqualTo(uri);
      assertThat(WorkFolders.documents(workDir)).containsExactly(file);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldPinTheStateSeenWhenInspected() throws IOException {
    String uri = put("pinned.bin", bytes(10));
    Inspected seen = seen(content.inspect(at(uri)));
    assertThat(seen.size()).isEqualTo(10);
    assertThat(seen.location().isPinned()).isTrue();
    assertThat(seen(content.inspect(seen.location()))).isEqualTo(seen);
    try (Fetched read = fetched(content.fetch(seen.location()))) {
      assertThat(read.location()).isEqualTo(seen.location());
    }
    try (Fetched read = fetched(content.fetch(at(uri)))) {
      assertThat(read.location()).isEqualTo(seen.location());
    }
  }

  @Test
  void shouldRefuseWhenTheObjectChangedSinceItsEtag() throws IOException {
    String uri = put("changed.bin", bytes(10));
    Location before = seen(content.inspect(at(uri))).location();
    put("changed.bin", bytes(11));
    assertThat(problem(content.inspect(before)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
    assertThat(problem(content.fetch(before)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
    assertThat(seen(content.inspect(at(uri))).location()).isNotEqualTo(before);
  }

  @Test
  void shouldRefuseWhenThereIsNoObject() throws IOException {
    String uri = put("there.bin", bytes(1)).replace("there.bin", "missing.bin");
    assertThat(problem(content.inspect(at(uri))).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldReadWhenExactlyAtTheLimitOfBytes() throws IOException {
    String uri = put("largest.bin", bytes(ContentLimits.MAX_BYTES));
    assertThat(seen(content.inspect(at(uri))).size()).isEqualTo(ContentLimits.MAX_BYTES);
    try (Fetched read = fetched(content.fetch(at(uri)))) {
      assertThat(read.size()).isEqualTo(ContentLimits.MAX_BYTES);
    }
  }

  @Test
  void shouldRefuseWhenOneByteOverTheLimit() throws IOException {
    String uri = put("larger.bin", bytes(ContentLimits.MAX_BYTES + 1));
    assertThat(problem(content.inspect(at(uri))).code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldRefuseWhenThereAreNoBytes() throws IOException {
    String uri = put("empty.bin", new byte[0]);
    assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.EMPTY);
  }

  @Test
  void shouldRefuseWhenTheLocationIsNotAllowed() throws IOException {
    Location location = at(forbidden());
    assertThat(problem(content.inspect(location)).code()).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(problem(content.fetch(location)).code()).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
  }

  @Test
  void shouldReadWhenTheNameHasSpacesAccentsAndSigns() throws IOException {
    // Composed and decomposed accents are different names, a plus is not a space, and %25 is a
    // percent sign.
    String name = "ordem+de%20servi%C3%A7o%20c%CC%A7%20100%25%20%E6%96%87.bin";
    byte[] bytes = bytes(12);
    String uri = put(name, bytes);
    try (Fetched read = fetched(content.fetch(at(uri)))) {
      assertThat(read.hash()).isEqualTo(ContentHash.ofBytes(bytes));
    }
    String composed = uri.replace("c%CC%A7", "%C3%A7");
    assertThat(problem(content.fetch(at(composed))).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldTellNothingOfTheLocationWhenItRefuses() throws IOException {
    String uri = put("secret-name.bin", new byte[0]).replace("secret-name", "secret-missing");
    assertThat(problem(content.fetch(at(uri))).message()).doesNotContain("secret", "://");
    assertThat(problem(content.fetch(at(forbidden()))).message()).doesNotContain("://", "127.0");
  }
}
