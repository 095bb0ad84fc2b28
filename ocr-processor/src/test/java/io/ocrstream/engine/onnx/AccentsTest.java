/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccentsTest {
  @ParameterizedTest
  @CsvSource({
    "Recibo de sao Joao, Recibo de são João, Recibo de são João",
    "Cafe creme 3.20, Café crème 3.20, Café crème 3.20",
    // Only accents are taken: the letters are those of the plain reading.
    "Total a pagar, Tctal à pager, Total à pagar",
    // A missing letter shifts the rest.
    "numero 12, n mér0 12, numéro 12",
    "Straße, Strabe, Straße",
    "Muller, Mü11er, Müller",
  })
  void shouldPutAccentsOnTheLettersOfThePlainReading(String plain, String spelled, String both) {
    Piece joined = Accents.of(piece(spelled, 0.4)).on(piece(plain, 0.9));
    assertThat(text(joined)).isEqualTo(both);
    assertThat(joined.glyphs()).allSatisfy(glyph -> assertThat(glyph.probability()).isEqualTo(0.9));
  }

  @Test
  void shouldLeaveTheReadingAloneWhenTheOtherIsUnlikeIt() {
    Piece joined = Accents.of(piece("éàü", 0.4)).on(piece("kwx 123", 0.9));
    assertThat(text(joined)).isEqualTo("kwx 123");
  }

  private static Piece piece(String text, double probability) {
    return new Piece(
        new TextBox(0, 0, 100, 20, 0),
        text.codePoints()
            .mapToObj(c -> new DecodedCharacter(Character.toString(c), probability, 0.5))
            .toList());
  }

  private static String text(Piece piece) {
    return piece.glyphs().stream().map(DecodedCharacter::text).collect(Collectors.joining());
  }
}
