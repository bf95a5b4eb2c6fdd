package io.bailiwick.scoring.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.publication.PublicFigures.Counted;
import io.bailiwick.scoring.publication.PublicMonth.Group;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PublicFiguresTest {

  private static final PublicationPolicy.Document SHIPPED =
      new PublicationPolicy().shippedDefault();

  private static Counted registrar(int id, long names, long domains) {
    return new Counted(
        RegistrarId.of(id),
        "Registrar " + id,
        true,
        domains,
        names * 30,
        30,
        new TreeMap<>(Map.of(Threat.PHISHING, domains)));
  }

  /** So many registrars of a size. */
  private static List<Counted> registrars(int from, int count, long names, long domains) {
    List<Counted> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(registrar(from + i, names, domains));
    }
    return all;
  }

  @Test
  void givesTheZoneAndGroupsBySize() {
    List<Counted> all = registrars(100, 5, 500, 0);
    all.addAll(registrars(200, 6, 5_000, 5));
    PublicFigures figures = PublicFigures.of(all, SHIPPED);
    // 5 of 500 and 6 of 5,000 names are 32,500; 6 times 5 domains are 30: 9.23 per 10,000.
    assertThat(figures.registrars()).isEqualTo(11);
    assertThat(figures.zone().names()).isEqualByComparingTo("32500");
    assertThat(figures.zone().domains()).isEqualTo(30);
    assertThat(figures.zone().ratePer10k()).isEqualTo(new BigDecimal("9.23"));
    assertThat(figures.zone().byThreat()).containsEntry(Threat.PHISHING, 30L);
    assertThat(figures.groups())
        .extracting(Group::fromNames, Group::belowNames, Group::registrars)
        .containsExactly(tuple(0L, 1_000L, 5), tuple(1_000L, null, 6));
    assertThat(figures.named()).isNull();
  }

  @Test
  void givesTheIntervalOfTheMethod() {
    // 25 of 30,000: Wilson 95 % from 5.6454 to 12.2994 per 10,000.
    PublicFigures figures = PublicFigures.of(registrars(100, 5, 6_000, 5), SHIPPED);
    assertThat(figures.zone().wilsonLower()).isEqualTo(new BigDecimal("5.65"));
    assertThat(figures.zone().wilsonUpper()).isEqualTo(new BigDecimal("12.30"));
    assertThat(figures.zone().ratePer10k()).isEqualTo(new BigDecimal("8.33"));
  }

  @Test
  void showsNothingOfFewerThanFive() {
    PublicFigures figures = PublicFigures.of(registrars(100, 4, 6_000, 5), SHIPPED);
    assertThat(figures.registrars()).isEqualTo(4);
    assertThat(figures.zone()).isNull();
    assertThat(figures.groups()).isEmpty();
    // One more that is not accredited, and one without names, are no peers.
    List<Counted> more = registrars(100, 4, 6_000, 5);
    more.add(new Counted(RegistrarId.of(9999), "Registry", false, 0, 30, 30, new TreeMap<>()));
    more.add(registrar(300, 0, 0));
    assertThat(PublicFigures.of(more, SHIPPED).zone()).isNull();
  }

  @Test
  void namesRegistrarsOnlyWhereThePolicySaysSo() {
    PublicationPolicy.Document named =
        new PublicationPolicy.Document(
            "Test", 14, 5, 5, List.of(), Disclosure.REGISTRARS, 5, List.of());
    PublicFigures figures = PublicFigures.of(registrars(100, 2, 6_000, 5), named);
    assertThat(figures.named()).hasSize(2);
    assertThat(figures.named().getFirst().figures().ratePer10k()).isEqualTo(new BigDecimal("8.33"));
    assertThat(figures.zone()).isNull();
  }

  @Property(tries = 300)
  void noGroupHasFewerThanFiveAndNothingCanBeWorkedOutFromTheRest(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 3_000_000) Integer> sizes) {
    List<Counted> all = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      all.add(registrar(100 + i, sizes.get(i), i % 4));
    }
    PublicFigures figures = PublicFigures.of(all, SHIPPED);
    assertThat(figures.groups()).allMatch(group -> group.registrars() >= 5);
    int shown = figures.groups().stream().mapToInt(Group::registrars).sum();
    assertThat(shown).isEqualTo(sizes.size() < 5 ? 0 : sizes.size());
    if (figures.zone() != null) {
      assertThat(figures.groups().stream().mapToLong(group -> group.figures().domains()).sum())
          .isEqualTo(figures.zone().domains());
    }
  }
}
