/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which texts that are labelled as Western are those of other code pages. */
class LatinCodePagesTest {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "windows-1250 | Zażółć gęślą jaźń, mówił stary młynarz i pokazał wąską ścieżkę",
        "windows-1250 | Rzeczpospolita Polska jest demokratycznym państwem, każdy ma prawo żyć, mówić i myśleć",
        "windows-1250 | Příliš žluťoučký kůň úpěl ďábelské ódy, řekl pan Dvořák",
        "windows-1250 | Ľudia sa rodia slobodní a rovní v dôstojnosti a majú konať, že áno, ľahko, môžu, večer, ďalej, kôň",
        "windows-1250 | Az árvíztűrő tükörfúrógép működése egyszerű, csak kettőt kell megnyomni, időről időre",
        "windows-1250 | Ştiinţa şi învăţământul sunt în grija cetăţenilor oraşului",
        "windows-1250 | Sva ljudska bića rađaju se slobodna, češće žive u sreći, među svojim ljudima, kući",
        "windows-1254 | Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar, akıl sahibi",
        "windows-1257 | Visi žmonės gimsta laisvi ir lygūs savo orumu, jiems suteiktas protas, ąžuolas, įsakymų",
        "windows-1257 | Visi cilvēki piedzimst brīvi un līdztiesīgi savā cieņā, ķermeņa, ģimenes",
      })
  void shouldFindTheCodePage(String charset, String text) {
    String labelled = new String(text.getBytes(Charset.forName(charset)), WESTERN);
    assertThat(LatinCodePages.of(labelled)).contains(Charset.forName(charset));
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      byte code = text.substring(i, i + 1).getBytes(Charset.forName(charset))[0];
      String said = labelled.substring(i, i + 1);
      decoded.append(FontUse.decoded(said, code & 0xFF, Charset.forName(charset)));
    }
    assertThat(decoded).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Le château fut élevé à côté de l'église, où les évêques reçoivent l'hôte déçu",
        "Être né à Noël: un gâteau, ça plaît; l'œuvre du maître, l'île, naïf, dû, aiguë",
        "Die Größe der Tür überrascht den Bäcker, weil die Brücke gesperrt ist, schön",
        "El niño pequeño comió más piñas que jamón; ¿qué pingüino está aquí? ¡Sí, señor!",
        "A criação da fundação não é uma ilusão, é uma ação de três irmãos; pôs-se à mesa",
        "Perché la città è più bella così, né più né meno; c'è già un caffè, lunedì però",
        "Åse og Bjørn får grønne æbler på øen; én gang så på ærø",
        "Hjälten åt på ön och drack öl, en fördärvad själ på ålandshav",
        "Það er öllum ljóst að íslenska þjóðin á sér langa sögu, ævintýri og þýðingu",
        "Õhtul läks öö üle mäe, kõik jõudsid kööki, tõesti šokolaad",
        "L'any següent, el cinquè, va començar amb il·lusió: això és així, però també",
        "The price rose from £12 to £15 per m³ (see notes ¹ and ³); ¼ of ½ of £9, ¾ of £7",
        "Plain English text without any accents at all, of any kind",
        "Zażółć gęślą jaźń, mówił stary młynarz i pokazał wąską ścieżkę",
      })
  void shouldLeaveTextAsItIs(String text) {
    assertThat(LatinCodePages.of(text)).isEmpty();
  }

  @Test
  void shouldNotJudgeAFewCharacters() {
    String text = "³¹¿¹";
    assertThat(text).hasSize(LatinCodePages.MIN_DIFFERING - 1);
    assertThat(LatinCodePages.of(text)).isEmpty();
    assertThat(LatinCodePages.of(text + "ê")).contains(Charset.forName("windows-1250"));
  }
}
