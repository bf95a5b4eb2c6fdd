package io.bailiwick.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermIndexTest {

  /** By hand; ca and abc tell the restricted distance (3) from the unrestricted one (2). */
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "paypal, payapl, 1",
    "paypal, paypal, 0",
    "paypal, paypall, 1",
    "paypal, papal, 1",
    "paypal, peypol, 2",
    "ca, abc, 3",
    "ab, ba, 1",
    "abcdef, badcfe, 3",
    "'', abc, 3"
  })
  void measuresTheDistance(String a, String b, int distance) {
    assertThat(EditDistance.within(5, a, b)).isEqualTo(distance);
    assertThat(EditDistance.within(5, b, a)).isEqualTo(distance);
    assertThat(EditDistance.within(distance, a, b)).isEqualTo(distance);
    if (distance > 0) {
      assertThat(EditDistance.within(distance - 1, a, b)).isEqualTo(distance);
    }
  }

  private static String hits(TermIndex index, String label) {
    return String.join(
        " ",
        index.find(label).stream()
            .map(hit -> hit.term().term() + ":" + hit.kind() + ":" + hit.edits())
            .sorted()
            .toList());
  }

  @Test
  void findsTermsEqualContainedAndNear() {
    TermIndex index =
        new TermIndex(
            List.of(
                new WatchTerm("paypal", true, 1),
                new WatchTerm("sparkasse", false, 2),
                new WatchTerm("bank", false, 0),
                new WatchTerm("\u0441\u0431\u0435\u0440\u0431\u0430\u043d\u043a", true, 0),
                new WatchTerm("\u94f6\u884c", false, 0)));
    assertThat(hits(index, "paypal")).isEqualTo("paypal:EQUAL:0");
    assertThat(hits(index, "paypal-login-now")).isEqualTo("paypal:EQUAL:0");
    assertThat(hits(index, "mypaypa1secure")).isEqualTo("paypal:CONTAINS:0");
    assertThat(hits(index, "pay-pal")).isEqualTo("paypal:EQUAL:0");
    assertThat(hits(index, "paypl")).isEqualTo("paypal:NEAR:1");
    assertThat(hits(index, "login-papyal")).isEqualTo("paypal:NEAR:1");
    assertThat(hits(index, "papl")).isEmpty();
    assertThat(hits(index, "sparkase")).isEqualTo("sparkasse:NEAR:1");
    assertThat(hits(index, "sparkaze")).isEqualTo("sparkasse:NEAR:2");
    assertThat(hits(index, "mysparkasse")).isEqualTo("sparkasse:NEAR:2");
    assertThat(hits(index, "oursparkasse")).isEmpty();
    assertThat(hits(index, "bankrupt")).isEmpty();
    assertThat(hits(index, "my-bank")).isEqualTo("bank:EQUAL:0");
    // The A-labels of the Cyrillic term and of the Chinese one (RFC 3492).
    assertThat(hits(index, "xn--80abwho0ab")).isEmpty();
    assertThat(
            hits(
                index,
                com.ibm
                    .icu
                    .text
                    .IDNA
                    .getUTS46Instance(0)
                    .labelToASCII(
                        "\u0441\u0431\u0435\u0440\u0431\u0430\u043d\u043a24",
                        new StringBuilder(),
                        new com.ibm.icu.text.IDNA.Info())
                    .toString()))
        .contains(":CONTAINS:0");
    assertThat(hits(index, "unrelated")).isEmpty();
    assertThat(hits(index, "-")).isEmpty();
  }

  @Test
  void findsTheLabelThatBrowsersShowedAsApple() {
    TermIndex index = new TermIndex(List.of(new WatchTerm("apple", true, 1)));
    assertThat(index.find("xn--80ak6aa92e")).hasSize(1);
  }

  /** Held against every term one by one, by the definition of a hit. */
  @Property(tries = 1500)
  void findsWhatComparingOneByOneFinds(
      @ForAll("terms") List<WatchTerm> terms, @ForAll("labels") String label) {
    Map<String, String> expected = new HashMap<>();
    for (WatchTerm term : terms) {
      String folded = Folding.fold(term.term());
      List<String> words = new ArrayList<>(List.of(Folding.fold(label)));
      for (String part : label.split("-", -1)) {
        words.add(Folding.fold(part));
      }
      int edits =
          words.stream()
              .mapToInt(word -> EditDistance.within(term.maxEdits(), word, folded))
              .min()
              .orElseThrow();
      if (edits == 0) {
        expected.put(term.term(), "EQUAL:0");
      } else if (term.contains() && words.getFirst().contains(folded)) {
        expected.put(term.term(), "CONTAINS:0");
      } else if (edits <= term.maxEdits()) {
        expected.put(term.term(), "NEAR:" + edits);
      }
    }
    Map<String, String> found = new HashMap<>();
    new TermIndex(terms)
        .find(label)
        .forEach(hit -> found.put(hit.term().term(), hit.kind() + ":" + hit.edits()));
    assertThat(found).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<WatchTerm>> terms() {
    return Combinators.combine(
            Arbitraries.strings().withChars("abc").ofMinLength(2).ofMaxLength(9),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 2))
        .as(WatchTerm::new)
        .list()
        .uniqueElements(WatchTerm::term)
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings().withChars("abc-").ofMinLength(1).ofMaxLength(14);
  }

  /**
   * 12 million names against 5,000 terms in ten minutes need 20,000 names a second; new names of a
   * month are a twentieth of that. Prints what this machine does.
   */
  @Test
  void holdsNamesAgainstFiveThousandTermsFastEnough() {
    Random random = new Random(11);
    List<WatchTerm> terms = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      String word = word(random, 5 + random.nextInt(9));
      terms.add(new WatchTerm(word, true, word.length() >= 8 ? 2 : 1));
    }
    long from = System.nanoTime();
    TermIndex index = new TermIndex(terms);
    double built = (System.nanoTime() - from) / 1e9;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String word = word(random, 4 + random.nextInt(16));
      names.add(
          switch (i % 10) {
            case 0 -> word + "-" + word(random, 6);
            case 1 -> word + random.nextInt(1000);
            case 2 -> terms.get(random.nextInt(5000)).term() + word(random, 3);
            default -> word;
          });
    }
    long hits = 0;
    for (String name : names.subList(0, 20_000)) {
      hits += index.find(name).size();
    }
    from = System.nanoTime();
    for (String name : names) {
      hits += index.find(name).size();
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    System.out.printf(
        "term watch: 5,000 terms (built in %.2f s), %,.0f names/s on one thread, %,d hits%n",
        built, names.size() / seconds, hits);
    assertThat(hits).isGreaterThan(10_000);
    assertThat(names.size() / seconds).isGreaterThan(5_000);
  }

  /** Something like a word: consonants and vowels by turns. */
  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      String letters = i % 2 == 0 ? "bcdfghjklmnpqrstvwxz" : "aeiouy";
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
