package io.bailiwick.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

  /**
   * Pairs that UTS 39 calls confusable (confusables.txt: U+0430 a, U+0440 p, U+0443 y, U+043E o,
   * U+0435 e, U+0441 c, U+03BF o), accents, digits that stand for letters, and hyphens.
   */
  @ParameterizedTest
  @CsvSource({
    "paypal, p\u0430yp\u0430l",
    "paypal, paypa1",
    "paypal, PAYPAL",
    "paypal, pay-pal",
    "paypal, p\u00e1yp\u0101l",
    "paypal, \uff50\uff41\uff59\uff50\uff41\uff4c",
    "google, g00gle",
    "google, g\u03bf\u03bfgle",
    "secure, \u0455\u0435cur3",
    "coca, \u0441\u043e\u0441\u0430",
    "mail, rnail",
    "wallet, vvallet",
    "leet, 1337",
    "m\u00fcnchen, munchen"
  })
  void bringsLookAlikesTogether(String term, String name) {
    assertThat(Folding.fold(name)).isEqualTo(Folding.fold(term));
  }

  @ParameterizedTest
  @CsvSource({"paypal, payball", "google, gogle", "bank, \u0431\u0430\u043d\u043a"})
  void keepsOthersApart(String term, String name) {
    assertThat(Folding.fold(name)).isNotEqualTo(Folding.fold(term));
  }

  @Test
  void readsALabelsAsPeopleSeeThem() {
    // RFC 3492 encodings: m-umlaut-nchen, and the label that browsers showed as apple in 2017.
    assertThat(Folding.unicode("xn--mnchen-3ya")).isEqualTo("m\u00fcnchen");
    assertThat(Folding.unicode("xn--80ak6aa92e")).isEqualTo("\u0430\u0440\u0440\u04cf\u0435");
    assertThat(Folding.unicode("xn--")).isEqualTo("xn--");
    assertThat(Folding.unicode("plain")).isEqualTo("plain");
  }

  @Test
  void keepsWhatMattersInOtherScripts() {
    assertThat(Folding.fold("\u0928\u093f")).isNotEqualTo(Folding.fold("\u0928"));
    assertThat(Folding.fold("\u94f6\u884c")).isEqualTo(Folding.fold("\u94f6-\u884c"));
  }

  @Property(tries = 2000)
  void foldingTwiceIsFoldingOnce(@ForAll("anything") String text) {
    String once = Folding.fold(text);
    assertThat(Folding.fold(once)).isEqualTo(once);
  }

  @Property(tries = 1000)
  void theShortWayForAsciiIsTheLongWay(@ForAll("ascii") String text) {
    assertThat(Folding.fold(text)).isEqualTo(Folding.slowly(text));
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().excludeChars('\ud800').ofMaxLength(20),
        Arbitraries.strings()
            .withCharRange('\u0020', '\u024f')
            .withCharRange('\u0300', '\u036f')
            .withCharRange('\u0370', '\u058f')
            .withCharRange('\u0900', '\u0dff')
            .withCharRange('\u2000', '\u2fff')
            .withCharRange('\uff00', '\uffef')
            .ofMaxLength(20));
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings().ascii().ofMaxLength(63);
  }
}
