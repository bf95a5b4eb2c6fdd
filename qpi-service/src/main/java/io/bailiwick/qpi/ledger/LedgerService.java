package io.bailiwick.qpi.ledger;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
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

  private final LedgerRepository ledger;
  private final Caller caller;

  @Inject
  LedgerService(LedgerRepository ledger, Caller caller) {
    this.ledger = ledger;
    this.caller = caller;
  }

  @Transactional
  Page<LedgerEntryView> entries(
      @Nullable RegistrarId registrar, @Nullable UUID promotion, PageRequest request) {
    RegistrarScope scope = scope(registrar);
    return Page.of(
        request,
        LedgerEntryView.class,
        (after, limit) ->
            ledger
                .lines(registrar, promotion, scope, after == null ? 0 : Cursor.number(after), limit)
                .stream()
                .map(line -> LedgerEntryView.of(line.transaction(), line.entry()))
                .toList(),
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
