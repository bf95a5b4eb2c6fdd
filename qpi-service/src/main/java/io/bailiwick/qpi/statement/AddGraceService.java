package io.bailiwick.qpi.statement;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.ledger.LedgerLines;
import io.bailiwick.qpi.promotion.Offers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows deletes in the add grace period beside what the ledger took back for them. */
@ApplicationScoped
class AddGraceService {

  private final Offers offers;
  private final LedgerLines ledger;
  private final IngestGateway ingest;
  private final Policies policies;
  private final StatementPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  AddGraceService(
      Offers offers,
      LedgerLines ledger,
      IngestGateway ingest,
      Policies policies,
      StatementPolicyKind kind,
      BusinessClock clock,
      Caller caller) {
    this.offers = offers;
    this.ledger = ledger;
    this.ingest = ingest;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
  }

  @Transactional
  Page<AddGraceView> page(UUID promotion, @Nullable Month month, PageRequest request) {
    Offers.Offer offer = offers.offer(promotion);
    if (month == null) {
      throw ProblemException.invalid(
          "Of which month?", new Violation("month", "is a month, for example 2026-04"));
    }
    StatementPolicy policy = policies.inForce(kind, clock.today()).document();
    RegistrarScope scope = caller.scope();
    Offers.Participants participants = offers.participants(promotion);
    Map<RegistrarId, Long> reversed = ledger.reversed(offer.id(), month);
    List<AddGraceView> rows =
        ingest.portfolios(month).registrars().stream()
            .filter(each -> scope.includes(each.registrar()))
            .filter(each -> participants.enrolment(each.registrar()).isPresent())
            .filter(each -> each.creates() != null && each.agpDeletes() != null)
            .sorted(Comparator.comparingInt(each -> each.registrar().ianaId()))
            .map(each -> view(offer.id(), month, each, policy, reversed))
            .toList();
    return Page.of(
        request,
        AddGraceView.class,
        (after, limit) ->
            rows.stream()
                .filter(row -> after == null || row.registrar().ianaId() > Cursor.number(after))
                .limit(limit)
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  private static AddGraceView view(
      UUID promotion,
      Month month,
      Portfolio portfolio,
      StatementPolicy policy,
      Map<RegistrarId, Long> reversed) {
    long creates = Objects.requireNonNullElse(portfolio.creates(), 0L);
    long deletes = Objects.requireNonNullElse(portfolio.agpDeletes(), 0L);
    AddGraceRefund refund = policy.refund(creates - deletes, deletes);
    return new AddGraceView(
        promotion,
        portfolio.registrar(),
        month,
        creates,
        refund.deletes(),
        refund.netAdds(),
        refund.limit(),
        refund.refunded(),
        refund.notRefunded(),
        reversed.getOrDefault(portfolio.registrar(), 0L));
  }
}
