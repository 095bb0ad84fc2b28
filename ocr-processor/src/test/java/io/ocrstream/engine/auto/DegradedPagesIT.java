/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.FirstPage;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.TextScore;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code auto} against Tesseract alone on degraded receipts and letters in four languages. It
 * prints the table in docs/accuracy.md.
 */
class DegradedPagesIT {
  private static final int PAGES = 2;
  private static final double MAX_SHARE_OF_ERRORS = 0.7;
  private static final double LEAST_ACCENTS = 0.9;
  private static final InstalledEngines INSTALLED = InstalledEngines.of(TestSettings.defaults());
  private static final Engine ENGINE = INSTALLED.start();

  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "eng",
          List.of(
              "HARBOUR BAKERY",
              "14 Quay Street, Whitby",
              "Receipt 2041   12/03/2024",
              "Sourdough loaf  4.20",
              "Rye bread, sliced  3.85",
              "Almond croissant  2.95",
              "Coffee beans 250 g  8.50",
              "Subtotal  19.50",
              "VAT 20%  3.90",
              "TOTAL  23.40",
              "Paid by card",
              "Thank you for your visit"),
          "por",
          List.of(
              "PADARIA SÃO JOÃO",
              "Rua da Conceição, 14, Coração",
              "Recibo nº 2041   12/03/2024",
              "Pão de centeio  4,20",
              "Maçã assada  3,85",
              "Café com açúcar  2,95",
              "Limões do Algarve  8,50",
              "Irmãos & Filhos, Lda",
              "Imposto à taxa de 23%  3,90",
              "TOTAL  23,40",
              "Não é válido após três dias",
              "Obrigado pela sua visita, até amanhã"),
          "spa",
          List.of(
              "PANADERÍA NIÑO JESÚS",
              "Calle de la Constitución, 14",
              "Recibo n.º 2041   12/03/2024",
              "Pan de maíz  4,20",
              "Jamón del país  3,85",
              "Café con azúcar  2,95",
              "Piña y plátano  8,50",
              "Atención al público",
              "Señal del año pasado  3,90",
              "TOTAL  23,40",
              "¿Necesita más información?",
              "Gracias por su visita, hasta mañana"),
          "fra",
          List.of(
              "BOULANGERIE DE LA FORÊT",
              "14, rue du Général Leclerc",
              "Reçu nº 2041   12/03/2024",
              "Pain complet tranché  4,20",
              "Pâté de forêt  3,85",
              "Café crème  2,95",
              "Gâteau à la crème  8,50",
              "Déjà réglé par chèque",
              "Taxe à 20%  3,90",
              "TOTAL  23,40",
              "Réclamations acceptées après l'été",
              "Merci de votre visite, à bientôt"));

  @TempDir private Path folder = Path.of("unset");

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eng", "por"})
  void shouldReadDegradedPagesWithFewerErrorsThanTesseract(String language) throws IOException {
    assertFewerErrors(language);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"spa", "fra"})
  void shouldReadDegradedPagesInOtherLanguagesWithFewerErrors(String language) throws IOException {
    assertFewerErrors(language);
  }

  private void assertFewerErrors(String language) throws IOException {
    List<String> lines = TEXTS.getOrDefault(language, List.of());
    String truth = String.join("\n", lines);
    double[] errors = new double[2];
    int[] accents = new int[2];
    for (int seed = 1; seed <= PAGES; seed++) {
      Path file = folder.resolve(seed + ".png");
      ImageIO.write(DegradedPage.of(lines, seed), "png", file.toFile());
      for (EngineName engine : List.of(EngineName.TESSERACT, EngineName.AUTO)) {
        String text = read(file, language, engine);
        int at = engine == EngineName.AUTO ? 1 : 0;
        errors[at] += TextScore.of(text, truth).errorRate() / PAGES;
        accents[at] += common(accents(text), accents(truth));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %d | %d | %d |%n",
        language,
        errors[0],
        errors[1],
        PAGES * accents(truth).values().stream().mapToInt(Integer::intValue).sum(),
        accents[0],
        accents[1]);
    assertThat(errors[1]).isLessThanOrEqualTo(MAX_SHARE_OF_ERRORS * errors[0]);
    // The network's letters may replace a word that Tesseract read with its accent.
    assertThat(accents[1]).isGreaterThanOrEqualTo((int) (LEAST_ACCENTS * accents[0]));
  }

  private static String read(Path file, String language, EngineName engine) {
    OcrOptions options = OcrOptions.text(List.of(language)).withEngine(engine);
    EngineInfo info = INSTALLED.info(options).orElseThrow();
    return FirstPage.outcome(ENGINE, file, info, PageCachePort.NONE)
        .fold(Page::text, problem -> problem.code().name());
  }

  /** Returns how often each word with accents occurs. */
  private static Map<String, Integer> accents(String text) {
    Map<String, Integer> words = new HashMap<>();
    for (String word : TextScore.normal(text).split(" ", -1)) {
      if (!Normalizer.isNormalized(word, Normalizer.Form.NFD)) {
        words.merge(word, 1, Integer::sum);
      }
    }
    return words;
  }

  private static int common(Map<String, Integer> read, Map<String, Integer> truth) {
    return truth.entrySet().stream()
        .mapToInt(word -> Math.min(word.getValue(), read.getOrDefault(word.getKey(), 0)))
        .sum();
  }
}
