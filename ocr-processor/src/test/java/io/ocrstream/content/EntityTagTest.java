/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityTagTest {
  @Test
  void shouldReadTheSameTagWhenQuotedOrNot() {
    assertThat(EntityTag.parse("\"abc-2\"")).isEqualTo(new EntityTag("abc-2", false));
    assertThat(EntityTag.parse("abc-2")).isEqualTo(new EntityTag("abc-2", false));
    assertThat(EntityTag.parse("W/\"abc\"")).isEqualTo(new EntityTag("abc", true));
    assertThat(EntityTag.parse(" ")).isNull();
    assertThat(EntityTag.parse(null)).isNull();
  }

  @Test
  void shouldPinWhenStrong() {
    assertThat(new EntityTag("a", false).pin()).isEqualTo("a");
    assertThat(new EntityTag("a", true).pin()).isNull();
  }

  @Test
  void shouldConfirmWhenTheTextIsTheSame() {
    EntityTag a = new EntityTag("a", false);
    assertThat(EntityTag.confirms(a, new EntityTag("a", true))).isTrue();
    assertThat(EntityTag.confirms(a, new EntityTag("b", false))).isFalse();
    assertThat(EntityTag.confirms(null, a)).isFalse();
    assertThat(EntityTag.confirms(null, null)).isTrue();
    assertThat(EntityTag.confirms(a, null)).isTrue();
  }

  @Test
  void shouldNotBeWellFormedWhenItCannotStandInAHeader() {
    assertThat(new EntityTag("a!~'/+=", false).isWellFormed()).isTrue();
    for (String tag : new String[] {"", "a b", "a\"b", "a\r\nb", "a\u007f", "ã"}) {
      assertThat(new EntityTag(tag, false).isWellFormed()).as(tag).isFalse();
    }
  }
}
