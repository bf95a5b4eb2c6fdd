package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.ReconciliationState;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.gate.Rounding;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.ingest.MonthMeasures;
import io.bailiwick.scoring.ingest.MonthTallies.DomainTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Reconciliation;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.MeasureFacts;
import io.bailiwick.scoring.measure.Measurement;
import io.bailiwick.scoring.measure.Terms;
import io.bailiwick.scoring.snapshot.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without a service: from frozen facts to rows. */
class MeasuringTest {

  private static final Month MARCH = Month.of(2026, 3);
  private static final RegistrarId ONE = RegistrarId.of(90001);
  private static final RegistrarId GONE = RegistrarId.of(90004);
  private static final Terms TERMS =
      new Terms(Evidence.CORROBORATED, 0.95, new Rounding(4), BigDecimal.TEN);

  private static RegistrarTally tally(
      RegistrarId id, RegistrarKind kind, long names, long malicious) {
    return new RegistrarTally(
        id,
        "Registrar " + id,
        kind,
        names * 31,
        200,
        40,
        List.of(
            new DomainTally(
                Threat.TOTAL, Classification.MALICIOUS, Evidence.CORROBORATED, malicious),
            new DomainTally(Threat.TOTAL, Classification.UNKNOWN, Evidence.CORROBORATED, 1)),
        List.of(),
        List.of());
  }

  private static Snapshot snapshot(
      String definition, @Nullable MeasureFacts facts, RegistrarTally... registrars) {
    Snapshot.Quality quality =
        new Snapshot.Quality(
            new FeedMonth(MARCH, List.of()),
            new Reconciliation(MARCH, ReconciliationState.AGREES, List.of()),
            new MonthMeasures(
                MARCH,
                30,
                List.of(
                    new MonthMeasures.OfRegistrar(
                        ONE, List.of(new MonthMeasures.Cohort(Evidence.CORROBORATED, 3))))));
    List<Snapshot.FrozenMonth> months = new ArrayList<>();
    months.add(new Snapshot.FrozenMonth(MARCH, List.of(), true, 0, List.of(registrars), quality));
    months.add(new Snapshot.FrozenMonth(MARCH.minus(1), List.of(), true, 0, List.of(), null));
    return new Snapshot(definition, MARCH, 30, months, facts);
  }

  private static MeasureFacts.Place place(RegistrarId id, String tld, long names, long malicious) {
    return new MeasureFacts.Place(
        id,
        null,
        tld,
        names * 31,
        200,
        150,
        40,
        List.of(
            new MeasureFacts.Count(
                Threat.TOTAL, Classification.MALICIOUS, malicious + 5, malicious, 0)),
        List.of(new MeasureFacts.Turned(Threat.TOTAL, 4, 2, 1)));
  }

  private static MeasureFacts facts(List<LocalDate> missingInNgo) {
    return new MeasureFacts(
        30,
        720,
        List.of(
            new MeasureFacts.MonthFacts(
                MARCH,
                true,
                List.of(
                    new MeasureFacts.ZoneDays("ngo", missingInNgo),
                    new MeasureFacts.ZoneDays("org", List.of())),
                List.of(place(ONE, "ngo", 1_000, 4), place(ONE, "org", 4_000, 8))),
            new MeasureFacts.MonthFacts(MARCH.minus(1), true, List.of(), List.of())),
        List.of());
  }

  @Test
  void aSnapshotFromBeforeMeasuresStillAnswersAndLacksWhatItNeverHad() throws IOException {
    Snapshot old = snapshot("flow-rate/2", null, tally(ONE, RegistrarKind.ACCREDITED, 5_000, 12));
    String bytes = CanonicalJson.text(old);
    assertThat(CanonicalJson.tree(bytes).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("definition", "maturityDays", "month", "months");
    Snapshot read = CanonicalJson.read(bytes, Snapshot.class);
    assertThat(CanonicalJson.text(read)).isEqualTo(bytes);
    Measuring measuring = new Measuring(read);
    Measurement total = measuring.measure(ONE, Measuring.ALL, Threat.TOTAL, TERMS);
    assertThat(total.flow().ratePer10k()).isEqualByComparingTo("24");
    assertThat(total.cohort()).isNotNull();
    assertThat(total.cohort().gross().ratePer10k()).isEqualByComparingTo("150");
    assertThat(total.cohort().kept()).isNull();
    assertThat(total.cohort().mature()).isNull();
    assertThat(total.stock()).isNull();
    assertThat(total.persistence()).isNull();
    assertThat(total.recurrence().months()).isEqualTo(1);
    assertThat(measuring.measure(ONE, Measuring.ALL, Threat.SPAM, TERMS).cohort()).isNull();
    assertThat(measuring.zones(List.of(ONE))).isEmpty();
    assertThat(measuring.families()).isEmpty();
    assertThat(measuring.horizonHours()).isNull();
    assertThat(measuring.lifetimes(ONE, Evidence.LISTED)).isNull();
  }

  @Test
  void theZonesAddUpToAll() {
    Measuring measuring =
        new Measuring(
            snapshot(
                "flow-rate/3", facts(List.of()), tally(ONE, RegistrarKind.ACCREDITED, 5_000, 12)));
    assertThat(measuring.zones(List.of(ONE))).containsExactly("ngo", "org");
    BigDecimal cases = BigDecimal.ZERO;
    BigDecimal names = BigDecimal.ZERO;
    for (String tld : measuring.zones(List.of(ONE))) {
      Measurement zone = measuring.measure(ONE, tld, Threat.TOTAL, TERMS);
      cases = cases.add(zone.flow().numerator());
      names = names.add(zone.flow().denominator());
    }
    Measurement all = measuring.measure(ONE, Measuring.ALL, Threat.TOTAL, TERMS);
    assertThat(all.flow().numerator()).isEqualByComparingTo(cases).isEqualByComparingTo("12");
    assertThat(all.flow().denominator()).isEqualByComparingTo(names).isEqualByComparingTo("5000");
    assertThat(all.cohort()).isNotNull();
    assertThat(all.cohort().gross().numerator()).isEqualByComparingTo("4");
    assertThat(all.cohort().gross().denominator()).isEqualByComparingTo("400");
    assertThat(all.stock()).isNotNull();
    assertThat(all.stock().rate().numerator()).isEqualByComparingTo("0");
  }

  @Test
  void aDayWithoutEvidenceOfOneZoneTakesThatZonesRateOnly() {
    Measuring measuring =
        new Measuring(
            snapshot(
                "flow-rate/3",
                facts(List.of(LocalDate.of(2026, 3, 7))),
                tally(ONE, RegistrarKind.ACCREDITED, 5_000, 12)));
    assertThat(measuring.measure(ONE, "ngo", Threat.TOTAL, TERMS).flow().ratePer10k()).isNull();
    assertThat(measuring.days("ngo")).isEqualTo(30);
    assertThat(measuring.measure(ONE, "org", Threat.TOTAL, TERMS).flow().ratePer10k())
        .isEqualByComparingTo("20");
    // A zone that nobody knew in the month has no day with evidence.
    assertThat(measuring.measure(ONE, "gives", Threat.TOTAL, TERMS).flow().denominator()).isNull();
    assertThat(measuring.days("gives")).isZero();
  }

  @Test
  void whoIsGoneOrHasNoNamesIsMeasuredAsFarAsThereIsSomething() {
    Measuring measuring =
        new Measuring(
            snapshot("flow-rate/3", facts(List.of()), tally(GONE, RegistrarKind.TERMINATED, 0, 2)));
    for (Threat threat : Threat.values()) {
      for (String tld : List.of(Measuring.ALL, "org", "nowhere")) {
        Measurement row = measuring.measure(GONE, tld, threat, TERMS);
        assertThat(row.flow().ratePer10k()).isNull();
        assertThat(row.comparison().spamhaus()).isNull();
        assertThat(row.recurrence().months()).isZero();
        assertThat(row.persistence()).hasSize(2);
      }
    }
    assertThat(measuring.measure(GONE, Measuring.ALL, Threat.TOTAL, TERMS).flow().numerator())
        .isEqualByComparingTo("2");
  }
}
