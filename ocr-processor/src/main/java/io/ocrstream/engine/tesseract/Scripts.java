/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Maps Tesseract's languages to their scripts, by the names that OSD (orientation and script
 * detection) uses.
 */
final class Scripts {
  /** The script of all languages that are not listed below. */
  static final String LATIN = "Latin";

  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("Arabic", List.of("ara", "fas", "kur_ara", "pus", "snd", "uig", "urd")),
          Map.entry("Armenian", List.of("hye")),
          Map.entry("Bengali", List.of("asm", "ben")),
          Map.entry("Canadian_Aboriginal", List.of("iku")),
          Map.entry("Cherokee", List.of("chr")),
          Map.entry(
              "Cyrillic",
              List.of(
                  "aze_cyrl",
                  "bel",
                  "bul",
                  "kaz",
                  "kir",
                  "mkd",
                  "mon",
                  "rus",
                  "srp",
                  "tat",
                  "tgk",
                  "ukr",
                  "uzb_cyrl")),
          Map.entry("Devanagari", List.of("hin", "mar", "nep", "san")),
          Map.entry("Ethiopic", List.of("amh", "tir")),
          Map.entry("Fraktur", List.of("frk", "deu_frak", "deu_latf", "dan_frak", "slk_frak")),
          Map.entry("Georgian", List.of("kat", "kat_old")),
          Map.entry("Greek", List.of("ell", "grc")),
          Map.entry("Gujarati", List.of("guj")),
          Map.entry("Gurmukhi", List.of("pan")),
          Map.entry("Han", List.of("chi_sim", "chi_tra")),
          Map.entry("Hangul", List.of("kor")),
          Map.entry("Hebrew", List.of("heb", "yid")),
          Map.entry("Japanese", List.of("jpn")),
          Map.entry("Kannada", List.of("kan")),
          Map.entry("Khmer", List.of("khm")),
          Map.entry("Lao", List.of("lao")),
          Map.entry("Malayalam", List.of("mal")),
          Map.entry("Myanmar", List.of("mya")),
          Map.entry("Oriya", List.of("ori")),
          Map.entry("Sinhala", List.of("sin")),
          Map.entry("Syriac", List.of("syr")),
          Map.entry("Tamil", List.of("tam")),
          Map.entry("Telugu", List.of("tel")),
          Map.entry("Thaana", List.of("div")),
          Map.entry("Thai", List.of("tha")),
          Map.entry("Tibetan", List.of("bod", "dzo")));

  private static final Map<String, String> BY_LANGUAGE =
      OTHERS.entrySet().stream()
          .flatMap(entry -> entry.getValue().stream().map(name -> Map.entry(name, entry.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Scripts of OSD that are read by the same models as another one. */
  private static final Map<String, String> SAME_MODELS =
      Map.of(
          "Korean",
          "Hangul",
          "HanS",
          "Han",
          "HanT",
          "Han",
          "Katakana",
          "Japanese",
          "Hiragana",
          "Japanese");

  private Scripts() {}

  /** Returns the script of a language. */
  static String of(String language) {
    return BY_LANGUAGE.getOrDefault(language, LATIN);
  }

  /** Returns the script that OSD calls {@code name}, by the name that {@link #of} returns. */
  static String named(String name) {
    return SAME_MODELS.getOrDefault(name, name);
  }
}
