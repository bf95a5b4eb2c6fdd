package io.bailiwick.qpi.ledger;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.Portfolio;
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

/** Shows the ledger. */
@ApplicationScoped
class LedgerService {

  private static final UUID FIRST = new UUID(0, 0);

  private final LedgerViews ledger;
  private final Runs runs;
  private final Offers offers;
  private final IngestGateway ingest;
  private final Caller caller;

  @Inject
  LedgerService(LedgerViews ledger, Runs runs, Offers offers, IngestGateway ingest, Caller caller) {
    this.ledger = ledger;
    this.runs = runs;
    this.offers = offers;
    this.ingest = ingest;
    this.caller = caller;
  }

  @Transactional
  Page<LedgerEntryView> entries(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      @Nullable TransactionKind kind,
      @Nullable Month month,
      PageRequest request) {
    RegistrarScope scope = scope(registrar);
    return Page.of(
        request,
        LedgerEntryView.class,
        (after, limit) ->
            ledger.entries(
                registrar,
                promotion,
                kind,
                month,
                scope,
                after == null ? 0 : Cursor.number(after),
                limit),
        view -> Cursor.key(view.sequence()));
  }

  @Transactional
  Page<BalanceView> balances(
      @Nullable RegistrarId registrar, @Nullable UUID promotion, PageRequest request) {
    RegistrarScope scope = scope(registrar);
    return Page.of(
        request,
        BalanceView.class,
        (after, limit) -> {
          List<String> key =
              after == null ? List.of("0", FIRST.toString()) : Cursor.parts(after, 2);
          return ledger.balances(
              registrar,
              promotion,
              scope,
              (int) Cursor.number(key.get(0)),
              uuid(key.get(1)),
              limit);
        },
        view -> Cursor.key(view.registrar(), view.promotionId()));
  }

  @Transactional
  Page<TrialBalanceView> trialBalance(@Nullable UUID promotion, PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        TrialBalanceView.class,
        (after, limit) -> ledger.trialBalance(promotion, scope, after == null ? "" : after, limit),
        view -> view.currency() + " " + view.account());
  }

  @Transactional
  TransactionView transaction(UUID id) {
    return ledger
        .transaction(id, caller.scope())
        .orElseThrow(() -> ProblemException.notFound("transaction"));
  }

  @Transactional
  Page<RunView> runs(@Nullable UUID promotion, @Nullable RunKind kind, PageRequest request) {
    boolean all = caller.scope().isAll();
    return Page.of(
        request,
        RunView.class,
        (after, limit) ->
            all
                ? runs.list(promotion, kind, after == null ? FIRST : uuid(after), limit)
                : List.of(),
        view -> Cursor.key(view.id()));
  }

  @Transactional
  Page<AddGraceView> addGrace(UUID promotion, @Nullable Month month, PageRequest request) {
    Offers.Offer offer = offers.offer(promotion);
    if (month == null) {
      throw ProblemException.invalid(
          "Of which month?", new Violation("month", "is a month, for example 2026-04"));
    }
    RegistrarScope scope = caller.scope();
    Offers.Participants participants = offers.participants(promotion);
    Map<RegistrarId, Long> reversed = ledger.reversed(offer.id(), month);
    List<AddGraceView> rows =
        ingest.portfolios(month).registrars().stream()
            .filter(each -> scope.includes(each.registrar()))
            .filter(each -> participants.enrolment(each.registrar()).isPresent())
            .filter(each -> each.creates() != null && each.agpDeletes() != null)
            .sorted(Comparator.comparingInt(each -> each.registrar().ianaId()))
            .map(each -> addGrace(offer.id(), month, each, reversed))
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

  private static AddGraceView addGrace(
      UUID promotion, Month month, Portfolio portfolio, Map<RegistrarId, Long> reversed) {
    AddGraceRefund refund =
        new AddGraceRefund(
            Objects.requireNonNullElse(portfolio.creates(), 0L),
            Objects.requireNonNullElse(portfolio.agpDeletes(), 0L));
    return new AddGraceView(
        promotion,
        portfolio.registrar(),
        month,
        refund.creates(),
        refund.deletes(),
        refund.netAdds(),
        refund.limit(),
        refund.refunded(),
        refund.notRefunded(),
        reversed.getOrDefault(portfolio.registrar(), 0L));
  }

  private RegistrarScope scope(@Nullable RegistrarId registrar) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return scope;
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed(
          "The cursor in 'after' is not one that a page of this list gave.");
    }
  }
}
