package io.bailiwick.common.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void escapesTextAndAttributes() {
    String written = new Markup().element("p", "<script>&\"'", "title", "\"><script>&'").finished();
    assertThat(written)
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\">&lt;script&gt;&amp;&quot;&#39;</p>");
  }

  @Test
  void putsASignInPlaceOfWhatXmlCannotHoldOrWhatTurnsTheTextAround() {
    String written =
        new Markup()
            .element("p", "a\u0000b\u001bc\u202ed\u2066e\ud800f\uffffg\u0085h münze 東京 👩\u200d💻")
            .finished();
    assertThat(written).isEqualTo("<p>a�b�c�d�e�f�g�h münze 東京 👩\u200d💻</p>");
  }

  @Test
  void isNotFinishedWhileAnythingIsOpen() {
    assertThatThrownBy(() -> new Markup().open("p").finished())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p");
    assertThatThrownBy(() -> new Markup().open("p", "class"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
