/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the small value types in keys and events. */
class ValuesTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void shouldFindTheHashAtTheEndOfAFilesName() {
    ContentHash hash = ContentHash.ofBytes(new byte[] {1});
    String name = "document-1.part" + hash.fileSuffix();

    assertThat(ContentHash.ofFileName(name)).contains(hash);
    assertThat(ContentHash.ofFileName(name + "-0.pages")).isEmpty();
    assertThat(ContentHash.ofFileName(name.substring(0, name.length() - 1))).isEmpty();
    assertThat(ContentHash.ofFileName("document.pdf")).isEmpty();
  }

  @Test
  void shouldHashWhenGivenBytes() {
    assertThat(ContentHash.ofBytes("abc".getBytes(UTF_8)))
        .hasToString("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ContentHash.parse("sha256:" + HEX)).contains(new ContentHash(HEX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:0", "md5:0", "SHA256:", "sha256:\n"})
  void shouldBeEmptyWhenNotAHash(String prefix) {
    assertThat(ContentHash.parse(prefix)).isEmpty();
    assertThat(ContentHash.parse(prefix + HEX.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(ContentHash.parse("sha256:" + HEX + "0")).isEmpty();
    assertThatThrownBy(() -> new ContentHash(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The characters just below and above digits and letters in ASCII. */
  @ParameterizedTest
  @ValueSource(strings = {"/", ":", "`", "g", "A", "\uff11", " "})
  void shouldBeEmptyWhenACharacterIsNoDigit(String character) {
    String rest = HEX.substring(1);
    for (String hex : List.of(character + rest, rest + character)) {
      assertThat(ContentHash.parse("sha256:" + hex)).isEmpty();
      assertThatThrownBy(() -> new ContentHash(hex)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldParseItsOwnTextWhenAKeyIsWritten() {
    ContentKey key = new ContentKey(new ContentHash(HEX), "00112233aabbccdd");

    assertThat(ContentKey.parse(key.toString())).contains(key);
    assertThat(key.cacheKey()).isEqualTo("ocr:" + HEX + ":00112233aabbccdd");
    assertThat(ContentKey.parse(key + "0")).isEmpty();
    assertThat(ContentKey.parse(HEX)).isEmpty();
  }

  @Test
  void shouldSeparateTenantsInEveryKey() {
    ContentKey content = new ContentKey(new ContentHash(HEX), "00112233aabbccdd", "a.c-m_E");
    Location place = new Location("s3://b/k", "e");

    assertThat(ContentKey.parse(content.toString())).contains(content);
    assertThat(content.toString()).isEqualTo(HEX + ":00112233aabbccdd:a.c-m_E");
    assertThat(content.cacheKey()).isEqualTo("ocr:t:a.c-m_E:" + HEX + ":00112233aabbccdd");
    assertThat(new PageKey("ab12", "cd34", "acme").cacheKey())
        .isEqualTo("ocr:t:acme:page:ab12:cd34");
    assertThat(place.of("acme").cacheKey()).isEqualTo("ocr:t:acme:at:" + place.of("acme").digest());
    assertThat(List.of(place.digest(), place.of("acme").digest(), place.of("beta").digest()))
        .doesNotHaveDuplicates();
    assertThat(place.of("acme").of(null)).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a*", "a b", "a/b", "é"})
  void shouldTakeNoTenantThatCouldNameAnothersKeys(String name) {
    assertThat(Tenant.isName(name)).isFalse();
    assertThat(ContentKey.parse(HEX + ":00112233aabbccdd:" + name)).isEmpty();
  }

  @Test
  void shouldTakeATenantsNameUpToItsLimit() {
    assertThat(Tenant.isName("a".repeat(Tenant.MAX_CHARS))).isTrue();
    assertThat(Tenant.isName("a".repeat(Tenant.MAX_CHARS + 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldSelectTheSamePagesWhenASelectionIsWrittenAndRead(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      List<int[]> ranges = new ArrayList<>();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        int first = 1 + random.nextInt(30);
        ranges.add(new int[] {first, first + random.nextInt(6)});
      }
      String text =
          String.join(",", ranges.stream().map(r -> r[0] + "-" + r[1]).toArray(String[]::new));
      PageSelection selection = PageSelection.parse(text).orElseThrow();

      assertThat(PageSelection.parse(selection.toString())).as(text).contains(selection);
      for (int page = 0; page < 40; page++) {
        int number = page;
        boolean isAsked = ranges.stream().anyMatch(r -> r[0] <= number && number <= r[1]);
        boolean isSelected =
            selection.ranges().stream().anyMatch(r -> r.first() <= number && number <= r.last());
        assertThat(isSelected).as(text + " page " + page).isEqualTo(isAsked);
      }
    }
  }

  @Test
  void shouldBeEqualWhenTwoTextsSelectTheSamePages() {
    assertThat(PageSelection.parse("3,1-2, 9-,20")).isEqualTo(PageSelection.parse("1-3,9-"));
    assertThat(PageSelection.parse("1-")).contains(PageSelection.ALL);
    assertThat(PageSelection.ALL).hasToString("all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-3", "2-1", "1,,2", "a", "1-2-3", "1000000000", "ALL"})
  void shouldBeEmptyWhenNoPagesAreSelected(String text) {
    assertThat(PageSelection.parse(text)).isEmpty();
  }

  @Test
  void shouldBePinnedWhenTheStateOfTheObjectIsNamed() {
    assertThat(new Location("s3://b/k?versionId=1", null).isPinned()).isTrue();
    assertThat(new Location("https://h/k", "etag").isPinned()).isTrue();
    assertThat(new Location("s3://b/k", null).isPinned()).isFalse();
    assertThat(new Location("https://h/k?versionId=1", null).isPinned()).isFalse();
    assertThat(new Location("a", "b").digest()).isNotEqualTo(new Location("ab", null).digest());
    assertThat(new Location("a", null).cacheKey())
        .isEqualTo("ocr:at:" + ContentHash.ofBytes("a".getBytes(UTF_8)).hex());
  }

  @Test
  void shouldHaveAnotherFingerprintWhenAnyFieldChanges() {
    EngineInfo e = Golden.ENGINE;
    OcrOptions o = e.options();
    List<String> prints =
        Stream.of(
                e,
                new EngineInfo("other", e.version(), e.modelDigest(), o),
                new EngineInfo(e.name(), "other", e.modelDigest(), o),
                new EngineInfo(e.name(), e.version(), "other", o),
                new EngineInfo(e.name(), e.version(), e.modelDigest(), o, "pdf-dpi=72"),
                with(EventOptions.DEFAULTS.withLanguages(List.of("eng", "por")).over(o)),
                with(o.withPages(PageSelection.ALL)),
                with(o.withOutputs(List.of(Output.TEXT))),
                with(o.withPageSegmentationMode(3)),
                with(o.withTextLayer(TextLayer.AUTO)))
            .map(EngineInfo::fingerprint)
            .toList();

    assertThat(prints).doesNotHaveDuplicates().allMatch(p -> p.matches("[0-9a-f]{16}"));
    assertThat(with(o).fingerprint()).isEqualTo(e.fingerprint());
    assertThat(e.fingerprint())
        .as("pinned: every cache entry hangs on it")
        .isEqualTo("a428ca0021b2ecac");
  }

  @Test
  void shouldHaveAnotherPageFingerprintOnlyWhenThePagesImageIsReadOtherwise() {
    EngineInfo e = Golden.ENGINE;
    OcrOptions o = e.options();
    List<String> prints =
        Stream.of(
                e,
                new EngineInfo("other", e.version(), e.modelDigest(), o),
                new EngineInfo(e.name(), "other", e.modelDigest(), o),
                new EngineInfo(e.name(), e.version(), "other", o),
                with(EventOptions.DEFAULTS.withLanguages(List.of("eng", "por")).over(o)),
                with(o.withPageSegmentationMode(3)))
            .map(EngineInfo::pageFingerprint)
            .toList();

    assertThat(prints).doesNotHaveDuplicates().allMatch(p -> p.matches("[0-9a-f]{16}"));
    assertThat(
            Stream.of(
                    with(o.withPages(PageSelection.ALL)),
                    with(o.withOutputs(List.of(Output.TEXT))),
                    with(o.withTextLayer(TextLayer.AUTO)))
                .map(EngineInfo::pageFingerprint))
        .containsOnly(e.pageFingerprint());
    assertThat(new PageKey("ab12", "cd34", null).cacheKey()).isEqualTo("ocr:page:ab12:cd34");
  }

  private static EngineInfo with(OcrOptions options) {
    EngineInfo e = Golden.ENGINE;
    return new EngineInfo(e.name(), e.version(), e.modelDigest(), options);
  }

  @Test
  void shouldGiveBoxesAsPartsOfThePageToFiveDigits() {
    Fraction box = Word.of("a", 1, 2, 3, 4, 0.5).on(3, 8).relative();

    assertThat(box).isEqualTo(new Fraction(0.33333, 0.25, 1, 0.5));
  }

  @Test
  void shouldRefuseAnArtifactThatIsNeitherTextNorObject() {
    StoredObject object = new StoredObject("file:///a", 1, Golden.HASH);

    assertThat(Artifact.inline(Output.TSV, "").mediaType()).isEqualTo("text/tab-separated-values");
    assertThat(Artifact.stored(Output.PDF, object).mediaType()).isEqualTo("application/pdf");
    assertThatThrownBy(() -> new Artifact(Output.TSV, "text/plain", null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Artifact(Output.TSV, "text/plain", "", object))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(Output.WORDS::mediaType).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldTakeFromTheEventWhatItNamesAndTheRestFromTheDefaults() {
    OcrOptions defaults = OcrOptions.text(List.of("por")).withTextLayer(TextLayer.NEVER);
    EventOptions asked =
        EventOptions.DEFAULTS.withLanguages(List.of("auto")).withOutputs(List.of(Output.HOCR));

    assertThat(EventOptions.DEFAULTS.over(defaults)).isEqualTo(defaults);
    assertThat(asked.over(defaults))
        .isEqualTo(
            new OcrOptions(
                EngineName.TESSERACT,
                OcrOptions.AUTO_LANGUAGES,
                PageSelection.ALL,
                List.of(Output.TEXT, Output.HOCR),
                3,
                TextLayer.NEVER));
  }

  @ParameterizedTest
  @EnumSource
  void shouldAdviseWhenThereIsAFailure(FailureCode code) {
    assertThat(code.advice()).doesNotEndWith(".").hasSizeGreaterThan(20);
  }

  @Test
  void shouldKeepTheNamesOfCodesWhenConsumersSwitchOnThem() {
    assertThat(Arrays.stream(FailureCode.values()).map(Enum::name))
        .containsExactlyInAnyOrder(
            "INVALID_EVENT",
            "UNSUPPORTED_OPTION",
            "UNSUPPORTED_LANGUAGE",
            "FORBIDDEN_LOCATION",
            "NOT_FOUND",
            "OBJECT_CHANGED",
            "ACCESS_DENIED",
            "OBJECT_ARCHIVED",
            "FETCH_REFUSED",
            "FETCH_FAILED",
            "HASH_MISMATCH",
            "EMPTY",
            "CORRUPT",
            "ENCRYPTED",
            "UNSUPPORTED_TYPE",
            "TOO_LARGE",
            "TOO_MANY_PAGES",
            "TOO_MANY_PIXELS",
            "NO_SUCH_PAGE",
            "RESULT_TOO_LARGE",
            "OUTPUT_REFUSED",
            "OUTPUT_FAILED",
            "TIMED_OUT",
            "CRASHES_ENGINE",
            "ENGINE_CRASHED",
            "INTERNAL");
  }
}
