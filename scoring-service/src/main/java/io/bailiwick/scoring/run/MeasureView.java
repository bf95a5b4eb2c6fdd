package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.Actor;
import io.bailiwick.scoring.measure.Clock;
import io.bailiwick.scoring.measure.Figure;
import io.bailiwick.scoring.measure.Measurement;
import io.bailiwick.scoring.measure.Persisting;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of a registrar, or of a family of registrars, in one zone or all and
 * of one class or all.
 */
@Schema(
    name = "Measures",
    description =
        "Measures side by side. Rates and bounds are per 10,000 names and month, rounded half up, once, from the exact fraction;"
            + " they are absent where there is no name, or a day without evidence of domains under management. What the run's"
            + " snapshot does not know is absent, never zero. No gate reads this")
public record MeasureView(
    UUID runId,
    @Schema(examples = "1") int runVersion,
    Month month,
    @Schema(description = "Absent in a family's row") @Nullable RegistrarId registrar,
    @Schema(description = "Absent in a family's row", examples = "Meadow Names")
        @Nullable String registrarName,
    @Schema(description = "Only an accredited one passes through gates; absent in a family's row")
        @Nullable RegistrarKind kind,
    @Schema(
            description =
                "Family of accreditations of one owner, whose members' figures are summed; absent in a registrar's row."
                    + " A domain that counted with two members counts with each. Families are shown, never judged",
            examples = "example-group")
        @Nullable String family,
    @Schema(description = "Its members at the end of the month; absent in a registrar's row")
        @Nullable List<RegistrarId> members,
    @Schema(description = "A zone of the registry, or ALL of them together", examples = "org")
        String tld,
    @Schema(description = "TOTAL counts a domain once, whatever its classes") Threat threat,
    Flow flow,
    @Nullable Stock stock,
    @Nullable Cohort cohort,
    Split split,
    @Schema(description = "On each clock; malicious incidents that opened in the month")
        @Nullable List<Persistence> persistence,
    Recurring recurrence,
    @Schema(description = "Of all zones and classes together only") @Nullable Spread concentration,
    Comparison comparison,
    Basis basis) {

  /** How the definition of a measure is named, with its version. */
  static final String FLOW = "flow-rate/3";

  static final String STOCK = "stock-median/1";
  static final String COHORT = "new-registration-cohort/1";
  static final String PERSISTENCE = "unmitigated-kaplan-meier/1";
  static final String RECURRENCE = "months-above-line/1";
  static final String CONCENTRATION = "cluster-concentration/1";
  static final String SENSITIVITY = "unknown-band/1";
  static final String COMPARISON = "foreign-indexes/1";

  /** A rate with what it is made of. */
  @Schema(name = "MeasuredRate")
  public record Rated(
      @Schema(description = "What was counted", examples = "12") BigDecimal numerator,
      @Schema(
              description = "On how many names; absent where a day has no evidence of them",
              examples = "5000")
          @Nullable BigDecimal denominator,
      @Schema(description = "10,000 numerator / denominator", examples = "24")
          @Nullable BigDecimal ratePer10k,
      @Schema(examples = "13.7347") @Nullable BigDecimal lower,
      @Schema(examples = "41.9055") @Nullable BigDecimal upper) {

    static Rated of(Figure figure) {
      return new Rated(
          figure.numerator(),
          figure.denominator(),
          figure.ratePer10k(),
          figure.lower(),
          figure.upper());
    }

    static @Nullable Rated ofNullable(@Nullable Figure figure) {
      return figure == null ? null : of(figure);
    }
  }

  /** What began in the month. */
  @Schema(name = "FlowMeasure")
  public record Flow(
      @Schema(examples = FLOW) String definition,
      @Schema(
              description =
                  "Distinct malicious domains first seen abused in the month, on mean domains under management")
          Rated rate) {}

  /** What was there. */
  @Schema(name = "StockMedian")
  public record Stock(
      @Schema(examples = STOCK) String definition,
      @Schema(
              description =
                  "Median over the days of malicious names that were listed, delegated and not on hold at the end of the day, on"
                      + " mean domains under management. Of a median between two whole numbers the lower bound is that of the"
                      + " smaller, the upper that of the larger")
          Rated rate,
      @Schema(description = "Different names in the month; of a family the sum", examples = "4")
          long names) {}

  /** What became of new names. */
  @Schema(name = "CohortRate")
  public record Cohort(
      @Schema(examples = COHORT) String definition,
      @Schema(description = "Days after its creation within which a name counts", examples = "30")
          @Nullable Integer days,
      @Schema(
              description =
                  "Names created in the month that were malicious within the days, on all names created, those deleted in the add"
                      + " grace period among them; held against the creator, whoever sponsors them by then")
          Rated gross,
      @Schema(description = "The same on the names that were not deleted in their add grace period")
          @Nullable Rated kept,
      @Schema(
              description = "Names deleted in the month within their add grace period",
              examples = "3")
          long agpDeletes,
      @Schema(
              description =
                  "Whether the days had passed after the month's end; before, names are still missing")
          @Nullable Boolean mature) {}

  /** What the abused domains are. */
  @Schema(name = "MeasuredSplit")
  public record Split(
      @Schema(examples = SENSITIVITY) String definition,
      @Schema(examples = "12") long malicious,
      @Schema(examples = "2") long compromised,
      @Schema(examples = "0") long platform,
      @Schema(examples = "1") long unknown,
      @Schema(description = "The flow if none of the unknown ones were malicious")
          Rated ifNoneOfTheUnknown,
      @Schema(
              description =
                  "The flow if all of them were; a domain that is malicious and unknown in one month is in it twice")
          Rated ifAllOfTheUnknown) {}

  /** How long abuse lived. */
  @Schema(name = "PersistenceMeasure")
  public record Persistence(
      @Schema(examples = PERSISTENCE) String definition,
      @Schema(
              description =
                  "LISTING: from the first listing. NOTIFICATION: from the first proven notification of the sponsor; others are not"
                      + " on this clock")
          Clock clock,
      @Schema(examples = "10") long incidents,
      @Schema(description = "Those that were seen to end; the others are censored", examples = "7")
          long ended,
      @Schema(description = "After 24 hours, 96 hours and 30 days; empty without incidents")
          List<Share> unmitigated,
      @Schema(description = "Absent where fewer than half ended", examples = "40")
          @Nullable BigDecimal medianHours,
      @Schema(description = "Absent where fewer than nine of ten ended", examples = "96.5")
          @Nullable BigDecimal p90Hours,
      @Schema(description = "Who ended them, and how") List<Ending> endings) {

    static Persistence of(Persisting persisting) {
      return new Persistence(
          PERSISTENCE,
          persisting.clock(),
          persisting.incidents(),
          persisting.ended(),
          persisting.shares().stream()
              .map(
                  share ->
                      new Share(share.hours(), share.unmitigated(), share.lower(), share.upper()))
              .toList(),
          persisting.medianHours(),
          persisting.p90Hours(),
          persisting.endings().stream()
              .map(
                  ending ->
                      new Ending(
                          ending.actor(), ending.action(), ending.incidents(), ending.share()))
              .toList());
    }
  }

  /** What still lived after a time. */
  @Schema(name = "UnmitigatedShare")
  public record Share(
      @Schema(examples = "24") int hours,
      @Schema(description = "0 to 1", examples = "0.6") BigDecimal share,
      @Schema(examples = "0.2524") BigDecimal lower,
      @Schema(examples = "0.8268") BigDecimal upper) {}

  /** How some ended. */
  @Schema(name = "Ending")
  public record Ending(
      @Schema(description = "Who can have done it, as the statuses of the name tell") Actor actor,
      @Schema(examples = "HOLD") String action,
      @Schema(examples = "5") long incidents,
      @Schema(description = "Of all that ended", examples = "0.7143") BigDecimal share) {}

  /** How often. */
  @Schema(name = "RecurrenceMeasure")
  public record Recurring(
      @Schema(examples = RECURRENCE) String definition,
      @Schema(
              description =
                  "Months whose flow was above the line, of the month and the twelve before it. A description, not a proof",
              examples = "3")
          int monthsAbove,
      @Schema(description = "Months that had a rate at all", examples = "13") int months,
      @Schema(description = "The intervention gate's T_a, of the policy", examples = "10")
          BigDecimal linePer10k) {}

  /** Whether one actor or many. */
  @Schema(name = "ConcentrationMeasure")
  public record Spread(
      @Schema(examples = CONCENTRATION) String definition,
      @Schema(
              description =
                  "Groups of malicious domains that were registered together; one that was registered alone is a group",
              examples = "13")
          int clusters,
      @Schema(description = "The largest group's share", examples = "0.6")
          @Nullable BigDecimal largestShare,
      @Schema(description = "Herfindahl-Hirschman index, 1 for a single group", examples = "0.411")
          @Nullable BigDecimal herfindahl,
      @Schema(examples = "41.1") BigDecimal designEffect,
      @Schema(description = "As how many independent domains they count", examples = "2.4331")
          BigDecimal effectiveDomains) {}

  /** What others publish. */
  @Schema(name = "ComparisonIndexes")
  public record Comparison(
      @Schema(examples = COMPARISON) String definition,
      @Schema(
              description =
                  "True: to compare with what others publish, never for a gate or a reward")
          boolean comparisonOnly,
      @Schema(description = "As Spamhaus ranks: (x/n) ln(x)", examples = "0.006")
          @Nullable BigDecimal spamhausBadness,
      @Schema(description = "As Interisle scores: 10,000 x/n", examples = "24")
          @Nullable BigDecimal interisleScore) {}

  /** What all of the row rests on. */
  @Schema(name = "MeasureBasis")
  public record Basis(
      @Schema(description = "First day of the window, UTC") LocalDate from,
      @Schema(description = "Last day of the window, UTC") LocalDate to,
      @Schema(description = "Days of it with evidence of domains under management", examples = "31")
          int days,
      @Schema(description = "The weakest evidence that counts, of the policy")
          Evidence minimumEvidence,
      @Schema(
              description = "Source families whose feeds counted: those that were not muted",
              examples = "[\"phishlist\", \"urlhaus\"]")
          List<String> sourceFamilies,
      @Schema(
              description =
                  "Of the bounds of rates: Wilson's, exact Poisson where more is counted than there are names. Of shares that still"
                      + " lived: Greenwood's on the scale of log(-log)",
              examples = "WILSON")
          String intervalMethod,
      @Schema(description = "Two-sided", examples = "0.95") BigDecimal confidence,
      @Schema(examples = "half up, once, from the exact fraction, to 4 places") String rounding,
      @Schema(examples = "1") int policyVersion,
      @Schema(description = "Of the run's snapshot", examples = "flow-rate/3")
          String snapshotDefinition,
      @Schema(description = "SHA-256 of the snapshot that this was made from")
          String snapshotSha256) {}

  /** Whom a row is about, where and of what. */
  record Key(
      @Nullable RegistrarId registrar,
      @Nullable String registrarName,
      @Nullable RegistrarKind kind,
      @Nullable String family,
      @Nullable List<RegistrarId> members,
      String tld,
      Threat threat) {}

  static MeasureView of(
      Run run,
      Month month,
      Key key,
      @Nullable Integer cohortDays,
      Measurement measured,
      Basis basis) {
    return new MeasureView(
        run.id,
        run.version,
        month,
        key.registrar,
        key.registrarName,
        key.kind,
        key.family,
        key.members,
        key.tld,
        key.threat,
        new Flow(FLOW, Rated.of(measured.flow())),
        stock(measured.stock()),
        cohort(measured.cohort(), cohortDays),
        new Split(
            SENSITIVITY,
            measured.flow().numerator().longValue(),
            measured.compromised(),
            measured.platform(),
            measured.unknown(),
            Rated.of(measured.flow()),
            Rated.of(measured.ifAllUnknown())),
        persistence(measured.persistence()),
        new Recurring(
            RECURRENCE,
            measured.recurrence().above(),
            measured.recurrence().months(),
            measured.recurrence().linePer10k()),
        spread(measured.concentration()),
        new Comparison(
            COMPARISON, true, measured.comparison().spamhaus(), measured.comparison().interisle()),
        basis);
  }

  private static @Nullable Stock stock(Measurement.@Nullable Stock stock) {
    return stock == null ? null : new Stock(STOCK, Rated.of(stock.rate()), stock.names());
  }

  private static @Nullable Cohort cohort(
      Measurement.@Nullable Cohort cohort, @Nullable Integer days) {
    return cohort == null
        ? null
        : new Cohort(
            COHORT,
            days,
            Rated.of(cohort.gross()),
            Rated.ofNullable(cohort.kept()),
            cohort.agpDeletes(),
            cohort.mature());
  }

  private static @Nullable List<Persistence> persistence(@Nullable List<Persisting> clocks) {
    return clocks == null ? null : clocks.stream().map(Persistence::of).toList();
  }

  private static @Nullable Spread spread(Measurement.@Nullable Spread spread) {
    return spread == null
        ? null
        : new Spread(
            CONCENTRATION,
            spread.clusters(),
            spread.largestShare(),
            spread.herfindahl(),
            spread.designEffect(),
            spread.effectiveDomains());
  }
}
