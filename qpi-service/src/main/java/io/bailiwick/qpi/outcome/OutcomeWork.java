package io.bailiwick.qpi.outcome;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.MaliciousName;
import io.bailiwick.qpi.ingest.MaliciousNames;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ingest.RegistrationEvents;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.promotion.PromotionRules;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports. A page that is read is one transaction with the place where the next one begins: a
 * run can be killed anywhere and is gone on with, and of several that work on it each keeps the
 * pages that it was the first to read. Memory grows with a page and not with the names.
 */
@ApplicationScoped
class OutcomeWork {

  /** Longer than a page takes: for as long nobody else takes the run up. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final int PAGE = 1000;
  private static final int LONGEST_COUNT_SECONDS = 3600;

  private final Offers offers;
  private final PromotionRules rules;
  private final OutcomeRuns runs;
  private final OutcomeRepository reports;
  private final CohortNames cohorts;
  private final IngestGateway ingest;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  OutcomeWork(
      Offers offers,
      PromotionRules rules,
      OutcomeRuns runs,
      OutcomeRepository reports,
      CohortNames cohorts,
      IngestGateway ingest,
      BusinessClock clock,
      AuditTrail audit) {
    this.offers = offers;
    this.rules = rules;
    this.runs = runs;
    this.reports = reports;
    this.cohorts = cohorts;
    this.ingest = ingest;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * What a run goes by, the same on each day that it is gone on with.
   *
   * @param from start of the time before the promotion that is compared
   */
  private record Frame(Offer offer, PromotionRules.AfterRules after, Instant from, Instant asOf) {

    Month firstOfAbuse() {
      return Month.of(from);
    }

    Month lastOfAbuse() {
      Instant last = offer.closesAt().plus(Duration.ofDays(after.abuseWindowDays()));
      return Month.of(last.isBefore(asOf) ? last : asOf);
    }
  }

  private Frame frame(OutcomeRun run) {
    Offer offer = offers.offer(run.promotionId());
    return new Frame(
        offer,
        rules.after(run.asOf()),
        offer.startsAt().minus(Duration.between(offer.startsAt(), offer.closesAt())),
        run.asOf());
  }

  /**
   * Goes on until the report is made.
   *
   * @return the report
   */
  UUID toTheEnd(UUID id) {
    OutcomeRun run = QuarkusTransaction.requiringNew().call(() -> runs.get(id));
    Frame frame = QuarkusTransaction.requiringNew().call(() -> frame(runs.get(id)));
    while (true) {
      OutcomeRun seen = run;
      switch (seen.stage()) {
        case CREATES -> run = events(seen, frame, RegistrationEvent.Kind.CREATE);
        case ADD_GRACE_DELETES -> run = events(seen, frame, RegistrationEvent.Kind.AGP_DELETE);
        case DELETES -> run = events(seen, frame, RegistrationEvent.Kind.DELETE);
        case ABUSE -> {
          Month month = Objects.requireNonNull(seen.month());
          MaliciousNames page = ingest.maliciousNames(month, seen.cursor(), PAGE);
          List<MaliciousName> known =
              page.items().stream().filter(each -> each.roid() != null).toList();
          run = keep(seen, frame, page.next(), known.size(), () -> cohorts.abuse(seen.id(), known));
        }
        case COUNTING ->
            run =
                QuarkusTransaction.requiringNew()
                    .timeout(LONGEST_COUNT_SECONDS)
                    .call(() -> count(seen.id(), frame));
        case DONE -> {
          return Objects.requireNonNull(seen.reportId());
        }
      }
    }
  }

  /** Writes the rows of a page. */
  @FunctionalInterface
  private interface Rows {
    void write() throws IOException;
  }

  private OutcomeRun events(OutcomeRun run, Frame frame, RegistrationEvent.Kind kind) {
    RegistrationEvents page = ingest.registrationEvents(kind, run.cursor(), PAGE);
    boolean creates = kind == RegistrationEvent.Kind.CREATE;
    List<RegistrationEvent> needed =
        page.items().stream()
            .filter(event -> !event.occurredAt().isBefore(frame.from()))
            .filter(event -> !creates || event.occurredAt().isBefore(frame.offer().closesAt()))
            .toList();
    return keep(
        run,
        frame,
        page.next(),
        needed.size(),
        () -> {
          if (creates) {
            cohorts.creates(run.id(), needed);
          } else {
            cohorts.ends(run.id(), needed);
          }
        });
  }

  /** Keeps a page with the place behind it, unless somebody else has kept it. */
  private OutcomeRun keep(
      OutcomeRun seen, Frame frame, @Nullable String next, int kept, Rows rows) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              OutcomeRun now = runs.locked(seen.id());
              if (now.pages() != seen.pages()) {
                return now;
              }
              try {
                rows.write();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              OutcomeRun moved = now.after(kept, next, frame.firstOfAbuse(), frame.lastOfAbuse());
              Instant time = clock.instant();
              runs.move(moved, time, time.plus(LEASE));
              return moved;
            });
  }

  private OutcomeRun count(UUID id, Frame frame) {
    OutcomeRun run = runs.locked(id);
    if (run.stage() != OutcomeStage.COUNTING) {
      return run;
    }
    OutcomeReport report = report(run, frame);
    cohorts.remove(id);
    runs.finish(id, report.id, clock.instant());
    return runs.get(id);
  }

  private OutcomeReport report(OutcomeRun run, Frame frame) {
    Offer offer = frame.offer();
    PromotionRules.AfterRules after = frame.after();
    Instant asOf = run.asOf();
    cohorts.group(run.id(), offer, frame.from());
    List<GroupView> groups =
        Arrays.stream(CohortGroup.values()).map(group -> group(group, offer, after, asOf)).toList();
    String currency = offer.model().currency().getCode();
    BigDecimal incentives = cohorts.incentives(offer).orElse(BigDecimal.ZERO);
    RevenueView revenue =
        Revenue.of(
            cohorts.priced(currency), tld -> after.createFee(tld, currency), incentives, currency);
    OutcomeReport row = new OutcomeReport();
    row.id = Ids.next();
    row.promotionId = offer.id();
    row.version = reports.latest(offer.id()).map(earlier -> earlier.version + 1).orElse(1);
    row.asOf = asOf;
    row.madeBy = run.by();
    boolean mature =
        groups.stream().allMatch(each -> each.renewal().mature() && each.abuse().mature());
    OutcomeView view =
        new OutcomeView(
            row.id,
            row.promotionId,
            row.version,
            asOf,
            row.madeBy,
            mature,
            sentence(groups.getFirst(), mature),
            after.confidence(),
            revenue,
            groups);
    row.content = CanonicalJson.text(view);
    reports.persistAndFlush(row);
    audit.record(
        QpiAction.OUTCOME_REPORTED,
        "promotion/" + offer.id(),
        Map.of("report", row.id, "version", row.version));
    return row;
  }

  private GroupView group(
      CohortGroup group, Offer offer, PromotionRules.AfterRules after, Instant asOf) {
    CohortNames.Counts counts =
        cohorts.counts(group, asOf, after.autoRenewGraceDays(), after.abuseWindowDays());
    int longest = offer.terms().years().getLast();
    Instant renewals =
        offer
            .closesAt()
            .atOffset(ZoneOffset.UTC)
            .plusYears(longest)
            .toInstant()
            .plus(Duration.ofDays(after.autoRenewGraceDays()));
    return new GroupView(
        group,
        counts.names(),
        counts.deletedInGrace(),
        ShareView.of(
            counts.due(), counts.notYetDue(), counts.renewed(), after.confidence(), renewals),
        ShareView.of(
            counts.watched(),
            counts.notYetWatched(),
            counts.abused(),
            after.confidence(),
            offer.closesAt().plus(Duration.ofDays(after.abuseWindowDays()))));
  }

  private static String sentence(GroupView cohort, boolean mature) {
    if (mature) {
      return "Mature: the time of all names has come.";
    }
    List<String> open = new ArrayList<>();
    if (!cohort.renewal().mature()) {
      open.add("renewal from " + cohort.renewal().matureAt() + " on");
    }
    if (!cohort.abuse().mature()) {
      open.add("abuse from " + cohort.abuse().matureAt() + " on");
    }
    return open.isEmpty()
        ? "Not yet mature: controls with longer terms are open."
        : "Not yet mature: " + String.join(", ", open) + ".";
  }
}
