package io.bailiwick.qpi.outcome;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.MaliciousNames;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ingest.RegistrationEvents;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.promotion.PromotionRules;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and shows what came of promotions. */
@ApplicationScoped
class OutcomeService {

  private static final int PAGE = 1000;
  private static final int LONGEST_RUN_SECONDS = 3600;

  private final Offers offers;
  private final PromotionRules rules;
  private final OutcomeRepository reports;
  private final CohortNames cohorts;
  private final ExposureRepository exposures;
  private final IngestGateway ingest;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  OutcomeService(
      Offers offers,
      PromotionRules rules,
      OutcomeRepository reports,
      CohortNames cohorts,
      ExposureRepository exposures,
      IngestGateway ingest,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.offers = offers;
    this.rules = rules;
    this.reports = reports;
    this.cohorts = cohorts;
    this.exposures = exposures;
    this.ingest = ingest;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /** A new report; those before it stay. */
  @Transactional
  @TransactionConfiguration(timeout = LONGEST_RUN_SECONDS)
  OutcomeView make(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    Instant asOf = clock.instant();
    if (asOf.isBefore(offer.closesAt())) {
      throw ProblemException.conflict(
          "The promotion has not ended.", List.of("Ask again from " + offer.closesAt() + " on."));
    }
    return idempotency.once(
        key,
        "outcome/" + promotion,
        Map.of("promotion", promotion),
        OutcomeView.class,
        () -> report(offer, asOf));
  }

  private OutcomeView report(Offer offer, Instant asOf) {
    PromotionRules.AfterRules after = rules.after();
    Instant from = offer.startsAt().minus(Duration.between(offer.startsAt(), offer.closesAt()));
    try {
      cohorts.open();
      read(offer, from, after.abuseWindowDays(), asOf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cohorts.group(offer, from);
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
    row.madeBy = caller.name();
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
    return view;
  }

  private void read(Offer offer, Instant from, int abuseDays, Instant asOf) throws IOException {
    Instant until = offer.closesAt();
    readAll(
        RegistrationEvent.Kind.CREATE,
        events ->
            cohorts.creates(
                events.stream()
                    .filter(
                        event ->
                            !event.occurredAt().isBefore(from)
                                && event.occurredAt().isBefore(until))
                    .toList()));
    for (RegistrationEvent.Kind kind :
        List.of(RegistrationEvent.Kind.AGP_DELETE, RegistrationEvent.Kind.DELETE)) {
      readAll(
          kind,
          events ->
              cohorts.ends(
                  events.stream().filter(event -> !event.occurredAt().isBefore(from)).toList()));
    }
    Instant lastOfAbuse = until.plus(Duration.ofDays(abuseDays));
    Month last = Month.of(lastOfAbuse.isBefore(asOf) ? lastOfAbuse : asOf);
    for (Month month = Month.of(from); month.compareTo(last) <= 0; month = month.plus(1)) {
      String after = null;
      do {
        MaliciousNames page = ingest.maliciousNames(month, after, PAGE);
        cohorts.abuse(page.items());
        after = page.next();
      } while (after != null);
    }
  }

  private interface Sink {
    void take(List<RegistrationEvent> events) throws IOException;
  }

  private void readAll(RegistrationEvent.Kind kind, Sink sink) throws IOException {
    String after = null;
    do {
      RegistrationEvents page = ingest.registrationEvents(kind, after, PAGE);
      sink.take(page.items());
      after = page.next();
    } while (after != null);
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

  /** The newest report. */
  @Transactional
  OutcomeView latest(UUID promotion) {
    var unused = offers.offer(promotion);
    OutcomeReport report =
        reports
            .latest(promotion)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "No report of the promotion has been made.",
                        List.of("Make one: POST to the same address.")));
    try {
      return CanonicalJson.read(report.content, OutcomeView.class);
    } catch (IOException e) {
      throw new IllegalStateException("report " + report.id + " cannot be read", e);
    }
  }

  @Transactional
  Page<ExposureView> exposures(
      @Nullable UUID promotion,
      @Nullable RegistrarId registrar,
      @Nullable Month month,
      PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return Page.of(
        request,
        ExposureView.class,
        (after, limit) ->
            exposures.page(
                promotion,
                registrar,
                month,
                scope,
                after == null ? List.of() : Cursor.parts(after, 4),
                limit),
        view -> Cursor.key(view.month(), view.registrar(), view.promotionId(), view.currency()));
  }
}
