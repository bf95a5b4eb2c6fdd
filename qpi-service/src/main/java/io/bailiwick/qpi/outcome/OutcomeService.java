package io.bailiwick.qpi.outcome;

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
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and shows what came of promotions. */
@ApplicationScoped
class OutcomeService {

  private static final UUID FIRST = new UUID(0, 0);

  private final Offers offers;
  private final OutcomeRuns runs;
  private final OutcomeWork work;
  private final OutcomeRepository reports;
  private final ExposureRepository exposures;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  OutcomeService(
      Offers offers,
      OutcomeRuns runs,
      OutcomeWork work,
      OutcomeRepository reports,
      ExposureRepository exposures,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.offers = offers;
    this.runs = runs;
    this.work = work;
    this.reports = reports;
    this.exposures = exposures;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
  }

  /** A new report, or the one that was begun and not finished; those before it stay. */
  OutcomeView make(UUID promotion, @Nullable String key) {
    Started started = QuarkusTransaction.requiringNew().call(() -> start(promotion, key));
    UUID report = work.toTheEnd(started.run());
    return QuarkusTransaction.requiringNew().call(() -> view(reports.findById(report)));
  }

  /** What a key stands for. */
  record Started(UUID run) {}

  private Started start(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    Instant asOf = clock.instant();
    if (asOf.isBefore(offer.closesAt())) {
      throw ProblemException.conflict(
          "The promotion has not ended.", List.of("Ask again from " + offer.closesAt() + " on."));
    }
    return idempotency.once(
        key,
        "outcome-run/" + promotion,
        Map.of("promotion", promotion),
        Started.class,
        () -> new Started(runs.open(promotion, asOf, caller.name()).id()));
  }

  @Transactional
  Page<OutcomeRunView> runs(UUID promotion, PageRequest request) {
    var unused = offers.offer(promotion);
    return Page.of(
        request,
        OutcomeRunView.class,
        (after, limit) ->
            runs
                .page(promotion, Objects.requireNonNullElse(Cursor.id(after), FIRST), limit)
                .stream()
                .map(OutcomeRunView::of)
                .toList(),
        view -> Cursor.key(view.id()));
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
    return view(report);
  }

  private static OutcomeView view(OutcomeReport report) {
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
