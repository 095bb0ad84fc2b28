/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Uses the page as a person does. Each step starts from what the step before left. */
final class BrowserSteps {
  private BrowserSteps() {}

  private static final String HOSTILE = "<img src=x onerror=\"window.hurt=1\">\u202egpj.exe";

  static void readsAFileThatIsChosen(Browser browser) throws Exception {
    browser.type("#file", WebPageIT.folder.resolve("french.png").toString());
    browser.await(
        "[...document.querySelectorAll('#answers a .title')].some(a => a.textContent === 'french.png')");
    browser.await("document.querySelector('#uploads li.good a').textContent === 'french.png'");
    assertThat(browser.run("return document.querySelectorAll('#chart path.bar').length").asInt())
        .isEqualTo(4);
    findsAnAnswerByItsName(browser);
    browser.run(
        "[...document.querySelectorAll('#answers a .title')].find(a => a.textContent === 'french.png').click()");
    browser.await("/^#.documents.\\d+-\\d+.[0-9a-f]{16}.page-/.test(location.hash)");
    browser.await("document.querySelectorAll('#sheet .box').length > 10");
    browser.await("document.querySelector('#sheet img')?.naturalWidth > 0");
    assertThat(browser.run("return document.activeElement.id").asText())
        .as("focus follows the view")
        .isEqualTo("document-title");
    browser.run("document.getElementById('zoom-in').click()");
    assertThat(browser.run("return document.getElementById('zoom-fit').textContent").asText())
        .isEqualTo("150 %");
    String word =
        browser.run("return document.querySelector('#text .w.high').textContent").asText();
    browser.type("#query", word);
    browser.await("document.querySelectorAll('#text mark.now').length > 0");
    assertThat(browser.run("return document.querySelector('#hits').textContent").asText())
        .startsWith("1 of ");
    assertThat(browser.run("return document.querySelectorAll('.box.hit').length").asInt())
        .isPositive();
  }

  private static void findsAnAnswerByItsName(Browser browser) throws Exception {
    browser.type("#find", "no such answer");
    browser.await("document.querySelectorAll('#answers tbody tr').length === 0");
    browser.run(
        "const find = document.getElementById('find'); find.value = 'FRENCH';"
            + " find.dispatchEvent(new Event('input'))");
    browser.await("document.querySelectorAll('#answers tbody tr').length === 1");
    browser.run(
        "const find = document.getElementById('find'); find.value = '';"
            + " find.dispatchEvent(new Event('input'))");
  }

  /**
   * Drops a file onto the view of a document: the page switches to the list, where the answer will
   * be.
   */
  static void readsAFileThatIsDropped(Browser browser) throws Exception {
    browser.run(
        "window.seen = []; for (const type of ['dragenter', 'drop']) addEventListener(type,"
            + " e => seen.push(type + ' ' + e.isTrusted + ' ' + e.dataTransfer.files.length))");
    List<Path> files =
        List.of(WebPageIT.folder.resolve("spanish.png"), WebPageIT.folder.resolve("notice.gif"));
    browser.drag("dragEnter", files);
    browser.drag("dragOver", files);
    assertThat(browser.run("return document.getElementById('drop').hidden").asBoolean()).isFalse();
    browser.drag("drop", files);
    assertThat(browser.run("return window.seen.join()").asText())
        .as("events of the browser itself; files can be seen at the drop only")
        .isEqualTo("dragenter true 0,drop true 2");
    assertThat(browser.run("return document.getElementById('drop').hidden").asBoolean()).isTrue();
    browser.await("location.hash === '#/'");
    for (String name : List.of("spanish.png", "notice.gif")) {
      JsonNode row = WebPageIT.answer(node -> node.path("document").asText().equals(name));
      assertThat(row.path("outcome").asText()).isEqualTo("ocr");
      browser.await(
          "[...document.querySelectorAll('#answers a .title')].some(a => a.textContent === '%s')"
              .formatted(name));
    }
    String pictures = System.getProperty("ocr.page.pictures");
    if (pictures != null) {
      Files.write(Path.of(pictures, "dropped.png"), browser.picture());
    }
  }

  static void showsHostileTextAsText(Browser browser) throws Exception {
    String text = HOSTILE + "\nhidden " + "a".repeat(1 << 20);
    WebPageIT.publish(Topic.RESULTS, WebPageIT.result(HOSTILE, "file:///nowhere", text));
    String ref =
        WebPageIT.answer(n -> n.path("document").asText().startsWith("<img")).path("ref").asText();
    browser.open(WebPageIT.stack().opsUri() + "/#/documents/" + ref);
    browser.await("document.getElementById('text').textContent.includes('<img src=x')");
    assertThat(browser.run("return document.getElementById('document-title').textContent").asText())
        .isEqualTo(HOSTILE);
    browser.type("#query", "<img");
    browser.await("document.querySelectorAll('#text mark').length === 1");
    browser.open(WebPageIT.stack().opsUri() + "/#/");
    browser.await("document.getElementById('answers').textContent.includes('<img src=x')");
    assertThat(
            browser
                .run("return document.querySelectorAll('#answers img:not(.thumbnail)').length")
                .asInt())
        .isZero();
    assertThat(browser.run("return window.hurt ?? 'unhurt'").asText()).isEqualTo("unhurt");
    // The image is not from this run, so its 404 is the only console message.
    assertThat(browser.complaints()).allMatch(line -> line.contains("404"));
  }

  static void listsFailuresOfACode(Browser browser) throws Exception {
    UploadEvent event = Json.read(UPLOAD.getBytes(UTF_8), UploadEvent.class);
    Problem problem = Problem.of(FailureCode.ENCRYPTED, "It wants a password.");
    WebPageIT.publish(Topic.FAILURES, Failure.of(event, null, problem, System.currentTimeMillis()));
    browser.await("document.querySelector('#failures a')?.textContent === 'ENCRYPTED'");
    browser.run("document.querySelector('#failures a').click()");
    browser.await(
        "document.getElementById('list-rows').textContent.includes('It wants a password.')");
    assertThat(browser.run("return document.body.innerText").asText())
        .contains("locked.pdf", "https://h/locked.pdf", FailureCode.ENCRYPTED.advice())
        .doesNotContain("secret");
  }

  private static final String UPLOAD =
      """
      {"event_id":"e","document_id":"locked.pdf","uri":"https://u:secret@h/locked.pdf?sig=secret"}
      """;

  static void livesWithAMalformedAddressAndSkipsWithoutLeavingTheView(Browser browser)
      throws Exception {
    browser.open(WebPageIT.stack().opsUri() + "/#/failures/%E0%A4%A");
    browser.await("document.getElementById('link').textContent === 'Live'");
    browser.run("document.querySelector('a.skip').click()");
    assertThat(browser.run("return location.hash + ' ' + document.activeElement.id").asText())
        .isEqualTo("#/failures/%E0%A4%A main");
  }

  static void fitsAPhone(Browser browser) throws Exception {
    browser.screen(390, 844, "dark");
    for (String view : List.of("#/", "#/failures/ENCRYPTED", "#/review")) {
      browser.open(WebPageIT.stack().opsUri() + "/" + view);
      browser.await("document.getElementById('link').textContent === 'Live'");
      assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
          .as(view)
          .isLessThanOrEqualTo(390);
    }
  }
}
