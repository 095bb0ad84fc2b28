/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.UploadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Provides documents that were already read: their events, payloads of about 4 KiB, and results.
 *
 * <p><b>Threading:</b> any.
 */
final class HitData {
  /** Characters of text; a payload contains it twice, in total and per page. */
  private static final int TEXT_CHARS = 1_850;

  private static final int WORDS = 2_000;
  private static final long SEED = 20_261_101;
  private static final long TIMESTAMP = 1_790_000_000;

  private final EngineInfo engine;
  private final List<RawJson> payloads = new ArrayList<>();

  HitData(EngineInfo engine, int documents) {
    this.engine = engine;
    Random random = new Random(SEED);
    List<String> words = words(random);
    for (int i = 0; i < documents; i++) {
      payloads.add(RawJson.of(Json.write(payload(text(random, words)))));
    }
  }

  private static List<String> words(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      int length = 2 + random.nextInt(8);
      for (int c = 0; c < length; c++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static String text(Random random, List<String> words) {
    StringBuilder text = new StringBuilder();
    while (text.length() < TEXT_CHARS) {
      text.append(words.get(random.nextInt(words.size())))
          .append(random.nextInt(10) == 0 ? '\n' : ' ');
    }
    return text.toString();
  }

  private Payload payload(String text) {
    Page page =
        new Page(
            1,
            2480,
            3508,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            0.9312,
            text,
            null,
            null,
            null,
            null,
            null);
    int count = text.split("\\s+").length;
    return new Payload(
        text,
        0.9312,
        1.234,
        count,
        TIMESTAMP,
        Payload.Status.COMPLETE,
        engine,
        List.of(page),
        List.of(),
        List.of(),
        null);
  }

  int documents() {
    return payloads.size();
  }

  /** Returns the mean size of a payload in bytes. */
  int payloadBytes() {
    return (int) payloads.stream().mapToInt(p -> p.utf8().length).average().orElse(0);
  }

  RawJson payload(int document) {
    return payloads.get(document);
  }

  ContentKey key(int document) {
    return new ContentKey(hash(document), engine.fingerprint());
  }

  String documentId(int document) {
    return "document-" + document;
  }

  /** Returns an event of the document. */
  byte[] event(String eventId, int document) {
    return Json.write(
        new UploadEvent(
            eventId,
            documentId(document),
            uri(document),
            hash(document),
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** Returns the bytes of the answer as the topology writes it. */
  byte[] result(int document) {
    Timings timings =
        new Timings(TIMESTAMP * 1_000, TIMESTAMP * 1_000, TIMESTAMP * 1_000, null, null);
    return Json.write(
        new Result(
            "event-00000",
            documentId(document),
            uri(document),
            hash(document),
            Source.CACHE,
            timings,
            null,
            payload(document)));
  }

  private ContentHash hash(int document) {
    return ContentHash.ofBytes(documentId(document).getBytes(UTF_8));
  }

  private String uri(int document) {
    return "file:///bench/" + documentId(document) + ".png";
  }
}
