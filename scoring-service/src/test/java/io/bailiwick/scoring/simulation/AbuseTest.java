package io.bailiwick.scoring.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bailiwick.scoring.gate.MonthTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbuseTest {

  private static final int MONTHS = 400;

  private static double mean(Abuse abuse) {
    double all = 0;
    for (int month = 0; month < MONTHS; month++) {
      all += abuse.domains(month);
    }
    return all / MONTHS;
  }

  /** 0.8 + 0.2 (2 + the sum of (2/k)^1.3 for k from 3 to 300). */
  @Test
  void aCampaignHasTwoNamesOnTheAverage() {
    assertThat(Abuse.MEAN_SIZE).isCloseTo(2.14745, within(0.00001));
  }

  @Test
  void comesInCampaignsAsOftenAsOneByOne() {
    assertThat(mean(Abuse.single(Draw.of(1), MONTHS, _ -> 50))).isCloseTo(50, within(1.5));
    // The design effect is about 25, so that the mean of 400 months is known to 1.8 or so.
    assertThat(mean(Abuse.clustered(Draw.of(2), MONTHS, _ -> 50))).isCloseTo(50, within(7.0));
  }

  @Test
  void aCampaignLiesInOneMonthOrInTwoThatFollowEachOther() {
    Abuse abuse = Abuse.clustered(Draw.of(3), MONTHS, _ -> 50);
    Map<Long, List<Integer>> months = new HashMap<>();
    for (int month = 0; month < MONTHS; month++) {
      int names = 0;
      for (Abuse.Part part : abuse.parts(month)) {
        names += part.names();
        months.computeIfAbsent(part.campaign(), _ -> new ArrayList<>()).add(month);
      }
      assertThat(names).isEqualTo(abuse.domains(month));
    }
    assertThat(months.values())
        .allSatisfy(in -> assertThat(in.getLast() - in.getFirst()).isEqualTo(in.size() - 1))
        .anySatisfy(in -> assertThat(in).hasSize(2))
        .noneSatisfy(in -> assertThat(in).hasSizeGreaterThan(2));
  }

  @Test
  void doublesAndFloodsTheMonthThatItIsToldTo() {
    Abuse abuse = Abuse.clustered(Draw.of(4), 3, _ -> 50);
    int before = abuse.domains(1);
    abuse.doubleIn(1);
    abuse.floodIn(1, 7);
    assertThat(abuse.domains(1)).isEqualTo(2 * before + 7);
    assertThat(abuse.flood(1)).isEqualTo(7);
    assertThat(abuse.parts(1).stream().mapToInt(Abuse.Part::names).sum()).isEqualTo(2 * before);
    assertThat(abuse.flood(0)).isZero();
  }

  @Test
  void makesOfItWhatTheGatesRead() {
    Abuse abuse = Abuse.single(Draw.of(5), 2, _ -> 10_000);
    abuse.floodIn(1, 1000);
    MonthTally tally = TallyMaker.tally(Draw.of(6), 0, 5_000_000, abuse, 20, true);
    int domains = abuse.domains(0);
    assertThat(tally.domains()).isEqualTo(domains);
    assertThat(tally.dumSum()).isEqualTo(31 * 5_000_000L);
    assertThat(tally.isComplete()).isTrue();
    assertThat(tally.families()).isEqualTo(5);
    assertThat(tally.breakdown().clusters()).hasSize(domains);
    assertThat(tally.breakdown().validated()).isEqualTo(domains);
    // Two of five families name it with probability 0.6: 0.24 would be lost without one of them.
    assertThat(tally.breakdown().onlyByFamily().values())
        .allSatisfy(only -> assertThat((double) only / domains).isCloseTo(0.24, within(0.02)));
    assertThat((double) tally.breakdown().cohort() / domains).isCloseTo(0.6, within(0.02));
    assertThat(tally.breakdown().creates() - tally.breakdown().cohort())
        .isCloseTo(100_000, within(1300L));
    assertThat(tally.breakdown().ofAllClasses() - domains).isCloseTo(3333, within(240L));

    MonthTally flooded = TallyMaker.tally(Draw.of(6), 1, 5_000_000, abuse, 20, true);
    int own = abuse.domains(1) - 1000;
    assertThat(flooded.breakdown().clusters()).hasSize(own + 1000);
    assertThat(flooded.breakdown().onlyByFamily().get("alpha") - 1000.0)
        .isCloseTo(0.24 * own, within(0.02 * own));
    assertThat((double) flooded.breakdown().onlyByFamily().get("gamma"))
        .isCloseTo(0.24 * own, within(0.02 * own));
    // Whoever is only compared with needs no campaigns; nothing else differs.
    MonthTally compared = TallyMaker.tally(Draw.of(6), 1, 5_000_000, abuse, 20, false);
    assertThat(compared.breakdown().clusters()).isEmpty();
    assertThat(compared.breakdown().onlyByFamily()).isEqualTo(flooded.breakdown().onlyByFamily());
    assertThat(compared.breakdown().cohort()).isEqualTo(flooded.breakdown().cohort());
  }

  /** Computed apart from the formula: exp(2.6 z) at (i - 1/2)/400, scaled to 12,000,000. */
  @Test
  void aFewRegistrarsHoldMostOfTheZone() {
    long[] names = RegistrarSizes.realistic();
    assertThat(names).hasSize(400).isSorted();
    assertThat(names[0]).isEqualTo(1);
    assertThat(names[199]).isCloseTo(1268, within(1L));
    assertThat(RegistrarSizes.shareOfLargest(1)).isCloseTo(0.2763, within(0.0001));
    assertThat(RegistrarSizes.shareOfLargest(10)).isCloseTo(0.6732, within(0.0001));
    assertThat(Arrays.stream(names).sum()).isCloseTo(12_000_000, within(400L));
  }
}
