package io.bailiwick.scoring.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What must be true of the data before either gate says anything. */
final class DataGate {

  private static final int DAYS_NAMED = 3;

  private DataGate() {}

  static List<ClauseResult> clauses(History history, ScoringPolicy policy) {
    MonthTally scored = history.scored();
    return List.of(
        accredited(history.kind()), mature(scored, policy.maturityDays()), evidence(scored));
  }

  /** Clauses of this part and of a gate's own that the policy does not use. */
  static List<Clause> notInUse(Clause.Part gate, List<Clause> inUse) {
    return Arrays.stream(Clause.values())
        .filter(clause -> clause.isOf(Clause.Part.DATA) || clause.isOf(gate))
        .filter(clause -> !clause.isAvailable() || (clause.isOf(gate) && !inUse.contains(clause)))
        .toList();
  }

  private static ClauseResult accredited(RegistrarKind kind) {
    String sentence =
        switch (kind) {
          case ACCREDITED -> "The registrar is accredited.";
          case REGISTRY ->
              "The identifier belongs to the registry itself; it is shown and not judged.";
          case EXEMPT ->
              "The identifier is reserved or exempt from the programmes; it is shown and not judged.";
          case TERMINATED -> "The accreditation has ended; the registrar is shown and not judged.";
        };
    return ClauseResult.of(
        Clause.ACCREDITED, require(kind == RegistrarKind.ACCREDITED), sentence, Map.of());
  }

  private static ClauseResult mature(MonthTally tally, int maturityDays) {
    YearMonth month = tally.month();
    LocalDate matureOn = month.plusMonths(1).atDay(1).plusDays(maturityDays);
    String sentence =
        tally.mature()
            ? "%s is mature: %d days have passed since its end.".formatted(month, maturityDays)
            : "%s is not mature before %s, %d days after its end."
                .formatted(month, matureOn, maturityDays);
    return ClauseResult.of(
        Clause.MATURE_MONTH,
        require(tally.mature()),
        sentence,
        Map.of("maturityDays", BigDecimal.valueOf(maturityDays)));
  }

  private static ClauseResult evidence(MonthTally tally) {
    int days = tally.month().lengthOfMonth();
    String sentence =
        tally.isComplete()
            ? "All %d days of %s have evidence of the domains under management."
                .formatted(days, tally.month())
            : "%s has no evidence of the domains under management for %d of %d days: %s."
                .formatted(
                    tally.month(), tally.missingDays().size(), days, named(tally.missingDays()));
    return ClauseResult.of(
        Clause.DUM_EVIDENCE,
        require(tally.isComplete()),
        sentence,
        Map.of(
            "days", BigDecimal.valueOf(days),
            "daysWithEvidence", BigDecimal.valueOf(tally.days())));
  }

  private static String named(List<LocalDate> missing) {
    String named =
        missing.stream()
            .limit(DAYS_NAMED)
            .map(LocalDate::toString)
            .collect(Collectors.joining(", "));
    return missing.size() > DAYS_NAMED
        ? named + " and " + (missing.size() - DAYS_NAMED) + " more"
        : named;
  }

  /** Missing data are never counted against a registrar: the clause is open, not broken. */
  private static ClauseState require(boolean met) {
    return met ? ClauseState.HOLDS : ClauseState.NOT_ASSESSABLE;
  }
}
