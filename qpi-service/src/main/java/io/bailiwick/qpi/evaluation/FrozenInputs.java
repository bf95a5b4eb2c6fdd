package io.bailiwick.qpi.evaluation;

import static java.util.Objects.requireNonNullElse;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.AbuseReadings;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.ScoreChoice;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.Quantity;
import io.bailiwick.qpi.scoring.Measures;
import io.bailiwick.qpi.scoring.Score;
import io.bailiwick.qpi.series.SeriesPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an evaluation is made from, besides the policy: what the peers said and what was
 * imported, sorted by registrar. The same inputs and policy give the same results. Inputs from
 * before there were windows, measures and series do not have those members.
 *
 * @param scoresRead which of scoring's scores these are
 * @param earlier the months before, the latest first, as far back as the policy's windows reach
 */
record FrozenInputs(
    Month month,
    UUID scoringRunId,
    int scoringPolicyVersion,
    List<Score> scores,
    List<Portfolio> portfolios,
    ScoreChoice scoresRead,
    List<Measures> measures,
    List<SeriesPoint> series,
    List<MonthFacts> earlier) {

  private static final Set<String> RENEWALS =
      Stream.of(
              Quantity.RENEWALS_DONE,
              Quantity.RENEWALS_DUE,
              Quantity.FIRST_RENEWALS_DONE,
              Quantity.FIRST_RENEWALS_DUE)
          .map(Quantity::name)
          .collect(Collectors.toUnmodifiableSet());

  FrozenInputs {
    scores = scores.stream().sorted(Comparator.comparing(Score::registrar)).toList();
    portfolios = portfolios.stream().sorted(Comparator.comparing(Portfolio::registrar)).toList();
    scoresRead = requireNonNullElse(scoresRead, ScoreChoice.NEWEST);
    measures =
        requireNonNullElse(measures, List.<Measures>of()).stream()
            .sorted(Comparator.comparing(Measures::registrar))
            .toList();
    series =
        requireNonNullElse(series, List.<SeriesPoint>of()).stream()
            .sorted(Comparator.comparing(SeriesPoint::series).thenComparing(SeriesPoint::registrar))
            .toList();
    earlier =
        requireNonNullElse(earlier, List.<MonthFacts>of()).stream()
            .sorted(Comparator.comparing(MonthFacts::month).reversed())
            .toList();
  }

  /** The month itself as one of several. */
  MonthFacts facts() {
    return new MonthFacts(month, scoringPolicyVersion, scores, portfolios, measures, series);
  }

  /**
   * One registrar's part; a registrar that only one of the peers knows is there too.
   *
   * @param size names at the end of the month; null where that is not known
   */
  record Registrar(
      RegistrarId id, String name, @Nullable Long size, AbuseReadings abuse, History history) {

    IndexResult assess(IndexDefinition definition) {
      return definition.assess(history, abuse);
    }
  }

  /**
   * Whether the time of all that the definition measures has come: before the auto-renew grace of a
   * month has closed, no portfolio of it tells renewals.
   */
  boolean isMature(IndexDefinition definition) {
    return definition.kpis().stream()
            .flatMap(kpi -> kpi.definition().quantities().stream())
            .noneMatch(RENEWALS::contains)
        || portfolios.stream().anyMatch(portfolio -> portfolio.renewalsDue() != null);
  }

  /** Who has a score of the month that nobody calls immature. */
  Set<RegistrarId> scored() {
    return scores.stream()
        .filter(score -> !Boolean.FALSE.equals(score.mature()))
        .map(Score::registrar)
        .collect(Collectors.toSet());
  }

  /** Every registrar that a peer knows in the month, by IANA ID. */
  List<Registrar> registrars() {
    MonthFacts facts = facts();
    return facts.registrars().stream().map(id -> registrar(facts, id)).toList();
  }

  /** One registrar; empty where no peer knows it in the month. */
  Optional<Registrar> registrar(RegistrarId id) {
    MonthFacts facts = facts();
    return facts.registrars().contains(id) ? Optional.of(registrar(facts, id)) : Optional.empty();
  }

  private Registrar registrar(MonthFacts facts, RegistrarId id) {
    MonthFacts.Known known = facts.of(id);
    List<History.Month> months = new ArrayList<>();
    months.add(new History.Month(month.toString(), known.measurements()));
    for (MonthFacts before : earlier) {
      months.add(new History.Month(before.month().toString(), before.of(id).measurements()));
    }
    Portfolio portfolio = known.portfolio();
    return new Registrar(
        id,
        Objects.requireNonNullElse(known.name(), "registrar " + id),
        portfolio == null ? null : portfolio.closingDum(),
        known.abuse(),
        new History(months));
  }
}
