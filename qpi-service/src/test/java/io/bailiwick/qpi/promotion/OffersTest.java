package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.aip.RestrictionOrder;
import io.bailiwick.qpi.promotion.Offers.Limits;
import io.bailiwick.qpi.promotion.Offers.Participants;
import io.bailiwick.qpi.promotion.Offers.Standing;
import io.bailiwick.qpi.promotion.Offers.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final RegistrarId ONE = RegistrarId.of(90001);
  private static final Instant ENROLLED = Instant.parse("2026-04-02T00:00:00Z");
  private static final Instant LIMITED = Instant.parse("2026-04-10T00:00:00Z");
  private static final Instant LIFTED = Instant.parse("2026-04-15T00:00:00Z");
  private static final Instant END_OF_ORDER = Instant.parse("2026-04-20T00:00:00Z");
  private static final Limits NONE = new Limits(Map.of());

  private static Participants participants(Terms terms) {
    return new Participants(
        terms,
        Map.of(ONE, ENROLLED),
        Map.of(
            ONE,
            new TreeMap<>(
                Map.of(
                    Instant.parse("2026-03-20T00:00:00Z"), QualificationState.PRE_QUALIFIED,
                    Instant.parse("2026-05-01T00:00:00Z"), QualificationState.NOT_QUALIFIED))),
        Map.of(
            ONE,
            new TreeMap<>(
                Map.of(
                    Instant.parse("2026-04-25T00:00:00Z"), new Turn(true, false),
                    Instant.parse("2026-04-26T00:00:00Z"), new Turn(false, false),
                    Instant.parse("2026-06-01T00:00:00Z"), new Turn(false, true)))));
  }

  private static Limits limit(List<String> tlds, Instant liftedAt) {
    return new Limits(
        Map.of(
            ONE,
            List.of(
                new RestrictionOrder(
                    UUID.randomUUID(),
                    "AIP-2026-0001",
                    ONE,
                    tlds,
                    LIMITED,
                    END_OF_ORDER,
                    liftedAt,
                    null,
                    null))));
  }

  /** What an appeal stays limits nothing from then on. */
  @Test
  void aLimitThatAnAppealStaysPausesNothingFromThenOn() {
    Participants all = participants(SampleTerms.disclosed("until 1 July 2026"));
    Instant stayed = LIMITED.plusSeconds(3600);
    Limits limits =
        new Limits(
            Map.of(
                ONE,
                List.of(
                    new RestrictionOrder(
                        UUID.randomUUID(),
                        "AIP-2026-0001",
                        ONE,
                        null,
                        LIMITED,
                        END_OF_ORDER,
                        null,
                        stayed,
                        null))));
    assertThat(at(all, limits, LIMITED)).isEqualTo(at(all, limit(null, null), LIMITED));
    assertThat(at(all, limits, stayed)).isEqualTo(at(all, NONE, stayed));
  }

  private static Standing at(Participants participants, Limits limits, Instant at) {
    return participants.standing(ONE, "a.org", at, limits);
  }

  @Test
  void nothingEarnsBeforeTheInstantOfEnrolment() {
    Participants all = participants(SampleTerms.disclosed("until 1 July 2026"));
    assertThat(at(all, NONE, ENROLLED.minusNanos(1))).isEqualTo(Standing.NOT_ENROLLED);
    assertThat(at(all, NONE, ENROLLED)).isEqualTo(Standing.EARNS);
    assertThat(all.standing(RegistrarId.of(90002), "a.org", ENROLLED, NONE))
        .isEqualTo(Standing.NOT_ENROLLED);
  }

  @Test
  void aLimitPausesFromItsStartUntilItEndsOrIsLifted() {
    Participants all = participants(SampleTerms.disclosed("until 1 July 2026"));
    Limits whole = limit(null, null);
    assertThat(at(all, whole, LIMITED.minusNanos(1))).isEqualTo(Standing.EARNS);
    assertThat(at(all, whole, LIMITED)).isEqualTo(Standing.AIP_LIMIT);
    assertThat(at(all, whole, END_OF_ORDER.minusNanos(1))).isEqualTo(Standing.AIP_LIMIT);
    assertThat(at(all, whole, END_OF_ORDER)).isEqualTo(Standing.EARNS);
    Limits lifted = limit(null, LIFTED);
    assertThat(at(all, lifted, LIFTED.minusNanos(1))).isEqualTo(Standing.AIP_LIMIT);
    assertThat(at(all, lifted, LIFTED)).isEqualTo(Standing.EARNS);
  }

  @Test
  void aLimitOfAnotherTldPausesNothing() {
    Participants all = participants(SampleTerms.disclosed("until 1 July 2026"));
    assertThat(at(all, limit(List.of("ngo"), null), LIMITED)).isEqualTo(Standing.EARNS);
    assertThat(at(all, limit(List.of("ngo", "org"), null), LIMITED)).isEqualTo(Standing.AIP_LIMIT);
  }

  @Test
  void termsThatDoNotLookAtLimitsOrAtALostBaselineGoOn() {
    Participants strict = participants(SampleTerms.disclosed("until 1 July 2026"));
    Participants lenient = participants(SampleTerms.lenient("until 1 July 2026"));
    Instant lost = Instant.parse("2026-05-02T00:00:00Z");
    assertThat(at(strict, NONE, lost)).isEqualTo(Standing.NOT_PRE_QUALIFIED);
    assertThat(at(lenient, NONE, lost)).isEqualTo(Standing.EARNS);
    assertThat(at(lenient, limit(null, null), LIMITED)).isEqualTo(Standing.EARNS);
  }

  @Test
  void fraudSuspendsUntilItIsDroppedAndLeavingIsForGood() {
    Participants all = participants(SampleTerms.lenient("until 1 July 2026"));
    assertThat(at(all, NONE, Instant.parse("2026-04-25T12:00:00Z"))).isEqualTo(Standing.SUSPENDED);
    assertThat(at(all, NONE, Instant.parse("2026-04-26T00:00:00Z"))).isEqualTo(Standing.EARNS);
    assertThat(at(all, NONE, Instant.parse("2026-06-01T00:00:00Z")))
        .isEqualTo(Standing.NOT_ENROLLED);
  }
}
