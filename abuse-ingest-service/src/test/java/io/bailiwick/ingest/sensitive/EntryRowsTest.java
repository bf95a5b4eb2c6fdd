package io.bailiwick.ingest.sensitive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryRowsTest {

  private static List<String> read(
      String text, ListLayout layout, @Nullable String column, char separator, long max) {
    List<String> values = new ArrayList<>();
    EntryRows.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        layout,
        column,
        separator,
        max,
        values::add);
    return values;
  }

  @Test
  void readsLinesWithoutCommentsAndBlanks() {
    assertThat(
            read(
                "\ufeffone.org\r\n# a comment\n\n  two.org  \nthree.org",
                ListLayout.LINES,
                null,
                ',',
                100))
        .containsExactly("one.org", "two.org", "three.org");
  }

  @Test
  void readsTheColumnThatIsNamed() {
    assertThat(
            read(
                "id;Domain;note\n1;one.org;\"a; b\"\n2;two.org;x\n",
                ListLayout.CSV,
                "domain",
                ';',
                100))
        .containsExactly("one.org", "two.org");
  }

  @Test
  void refusesWithoutQuotingWhatItRead() {
    assertThatThrownBy(() -> read("id,x\n1,secret.org\n", ListLayout.CSV, "domain", ',', 100))
        .isInstanceOf(Refusal.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(
            () -> read("domain\n\"secret.org\"x\"\n", ListLayout.CSV, "domain", ',', 100))
        .isInstanceOf(Refusal.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> read("x".repeat(5000), ListLayout.LINES, null, ',', 10_000))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void stopsAtItsBound() {
    assertThat(read("a.org\nb.org\n", ListLayout.LINES, null, ',', 12)).hasSize(2);
    assertThatThrownBy(() -> read("a.org\nb.org\n", ListLayout.LINES, null, ',', 11))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
  }
}
