package io.bailiwick.qpi.ledger;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the ledger. */
@ApplicationScoped
class LedgerService {

  private static final UUID FIRST = new UUID(0, 0);

  private final LedgerViews ledger;
  private final Runs runs;
  private final Caller caller;

  @Inject
  LedgerService(LedgerViews ledger, Runs runs, Caller caller) {
    this.ledger = ledger;
    this.runs = runs;
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
