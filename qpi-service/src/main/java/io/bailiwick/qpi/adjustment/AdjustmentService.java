package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.ledger.Bookings;
import io.bailiwick.qpi.ledger.Bookings.Balance;
import io.bailiwick.qpi.ledger.Bookings.NamedAccrual;
import io.bailiwick.qpi.ledger.Ground;
import io.bailiwick.qpi.ledger.Movement;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Proposes, decides and books adjustments. */
@ApplicationScoped
public class AdjustmentService {

  private final AdjustmentRepository adjustments;
  private final Offers offers;
  private final Bookings bookings;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Event<AdjustmentDecided> decided;

  @Inject
  AdjustmentService(
      AdjustmentRepository adjustments,
      Offers offers,
      Bookings bookings,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Event<AdjustmentDecided> decided) {
    this.adjustments = adjustments;
    this.offers = offers;
    this.bookings = bookings;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.decided = decided;
  }

  @Transactional
  AdjustmentView propose(AdjustmentDraft draft, @Nullable String key) {
    List<Violation> violations = new ArrayList<>();
    switch (draft.ground()) {
      case ERROR_CORRECTED -> {}
      case AGREED_PAYMENT -> {
        if (draft.amount().signum() < 0) {
          violations.add(new Violation("amount", "is above zero for an agreed payment"));
        }
      }
      case FRAUD -> {
        if (draft.amount().signum() > 0) {
          violations.add(new Violation("amount", "is below zero for fraud"));
        }
      }
      case ADD_GRACE_DELETE,
          TEST_OF_USE_FAILED,
          SUSPENDED_AS_MALICIOUS,
          PORTFOLIO_CLAUSE,
          FINDING_WITHDRAWN,
          TIER_REACHED,
          TIER_LOST,
          DISPUTE_OPENED,
          DISPUTE_DECIDED,
          UNCOLLECTABLE ->
          violations.add(new Violation("ground", "is ERROR_CORRECTED, AGREED_PAYMENT or FRAUD"));
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("The adjustment is not valid.", violations);
    }
    return idempotency.once(
        key,
        "adjustment",
        draft,
        AdjustmentView.class,
        () ->
            propose(
                AdjustmentKind.CORRECTION,
                draft.promotionId(),
                draft.registrar(),
                draft.currency(),
                draft.amount(),
                draft.ground(),
                draft.reason(),
                null,
                List.of()));
  }

  /** Proposes to give up a balance: no more than there is. */
  @Transactional
  AdjustmentView proposeWriteOff(WriteOffDraft draft, @Nullable String key) {
    return idempotency.once(
        key, "adjustment/write-off", draft, AdjustmentView.class, () -> writeOff(draft));
  }

  private AdjustmentView writeOff(WriteOffDraft draft) {
    Balance balance = bookings.balance(draft.promotionId(), draft.registrar());
    AdjustmentKind kind =
        switch (draft.of()) {
          case CLAIM -> AdjustmentKind.CLAIM_WRITE_OFF;
          case PAYABLE -> AdjustmentKind.PAYABLE_WRITE_OFF;
        };
    BigDecimal there =
        switch (draft.of()) {
          case CLAIM -> balance.claimed().getAmount();
          case PAYABLE -> balance.payable().getAmount();
        };
    if (draft.amount().compareTo(there) > 0) {
      throw ProblemException.invalid(
          "There is less to give up.", new Violation("amount", "is at most " + there));
    }
    return propose(
        kind,
        draft.promotionId(),
        draft.registrar(),
        draft.currency(),
        kind == AdjustmentKind.CLAIM_WRITE_OFF ? draft.amount() : draft.amount().negate(),
        Ground.UNCOLLECTABLE,
        draft.reason(),
        null,
        List.of());
  }

  /** Proposes to take back all that stands of names. */
  @Transactional
  AdjustmentView proposeFraudReversal(FraudReversalDraft draft, @Nullable String key) {
    return idempotency.once(
        key, "adjustment/fraud-reversal", draft, AdjustmentView.class, () -> fraudReversal(draft));
  }

  private AdjustmentView fraudReversal(FraudReversalDraft draft) {
    List<NamedAccrual> accruals =
        bookings.standing(draft.promotionId(), draft.registrar(), draft.names());
    Set<String> known = accruals.stream().map(NamedAccrual::name).collect(Collectors.toSet());
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < draft.names().size(); i++) {
      if (!known.contains(draft.names().get(i))) {
        violations.add(
            new Violation(
                "names[" + i + "]", "is a name of which something of the registrar stands"));
      }
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("Not all of these names earned something.", violations);
    }
    Money amount = accruals.stream().map(NamedAccrual::standing).reduce(Money::plus).orElseThrow();
    return propose(
        AdjustmentKind.FRAUD_REVERSAL,
        draft.promotionId(),
        draft.registrar(),
        amount.getCurrencyUnit().getCode(),
        amount.negated().getAmount(),
        Ground.FRAUD,
        draft.reason(),
        null,
        accruals);
  }

  /**
   * Proposes what a dispute comes to, in the caller's transaction.
   *
   * @param amount in the promotion's currency; above zero where the registrar gains
   * @throws ProblemException INVALID for zero, or an amount with more places than the currency
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public AdjustmentView proposeForDispute(
      UUID dispute,
      UUID promotion,
      RegistrarId registrar,
      String currency,
      BigDecimal amount,
      String reason) {
    return propose(
        AdjustmentKind.CORRECTION,
        promotion,
        registrar,
        currency,
        amount,
        Ground.DISPUTE_DECIDED,
        reason,
        dispute,
        List.of());
  }

  private AdjustmentView propose(
      AdjustmentKind kind,
      UUID promotion,
      RegistrarId registrar,
      String currency,
      BigDecimal amount,
      Ground ground,
      String reason,
      @Nullable UUID dispute,
      List<NamedAccrual> accruals) {
    Offer offer = offers.offer(promotion);
    CurrencyUnit unit = offer.model().currency();
    if (!unit.getCode().equals(currency)) {
      throw ProblemException.invalid(
          "The promotion pays in another currency.",
          new Violation("currency", "is " + unit.getCode()));
    }
    if (amount.signum() == 0
        || amount.stripTrailingZeros().scale() > unit.getDecimalPlaces()
        || amount.precision() - amount.scale() > 12) {
      throw ProblemException.invalid(
          "The amount is not valid.",
          new Violation(
              "amount",
              "is other than zero, with at most %d places and 12 digits before them"
                  .formatted(unit.getDecimalPlaces())));
    }
    AdjustmentView adjustment =
        new AdjustmentView(
            Ids.next(),
            kind,
            promotion,
            registrar,
            amount.setScale(unit.getDecimalPlaces()),
            currency,
            ground,
            reason,
            dispute,
            AdjustmentState.PROPOSED,
            caller.name(),
            clock.instant(),
            null,
            null,
            null,
            null,
            accruals.stream().map(NamedAccrual::name).distinct().sorted().toList());
    adjustments.insert(adjustment);
    adjustments.insertAccruals(adjustment.id(), accruals);
    audit.record(
        QpiAction.ADJUSTMENT_PROPOSED,
        "adjustment/" + adjustment.id(),
        CanonicalJson.map(adjustment));
    return adjustment;
  }

  /** Approves or rejects; who proposed it may do neither. */
  @Transactional
  AdjustmentView decide(UUID id, AdjustmentDecision decision) {
    AdjustmentView proposed =
        adjustments.locked(id).orElseThrow(() -> ProblemException.notFound("adjustment"));
    if (proposed.state() != AdjustmentState.PROPOSED) {
      throw ProblemException.conflict("The adjustment is " + proposed.state() + ".");
    }
    if (proposed.proposedBy().equals(caller.name())) {
      throw ProblemException.conflict(
          "Who proposed an adjustment does not decide it.",
          List.of("Have it decided by another person of finance."));
    }
    UUID transaction = null;
    if (decision.approved()) {
      transaction = bookings.book(List.of(movement(proposed)), caller.name()).getFirst();
    }
    AdjustmentView adjustment =
        new AdjustmentView(
            id,
            proposed.kind(),
            proposed.promotionId(),
            proposed.registrar(),
            proposed.amount(),
            proposed.currency(),
            proposed.ground(),
            proposed.reason(),
            proposed.disputeId(),
            decision.approved() ? AdjustmentState.APPROVED : AdjustmentState.REJECTED,
            proposed.proposedBy(),
            proposed.proposedAt(),
            caller.name(),
            clock.instant(),
            decision.reason(),
            transaction,
            proposed.names());
    adjustments.decide(adjustment);
    decided.fire(new AdjustmentDecided(adjustment));
    audit.record(QpiAction.ADJUSTMENT_DECIDED, "adjustment/" + id, CanonicalJson.map(adjustment));
    return adjustment;
  }

  private Movement movement(AdjustmentView adjustment) {
    Money amount = Money.of(CurrencyUnit.of(adjustment.currency()), adjustment.amount());
    String reference = "adjustment/" + adjustment.id();
    return switch (adjustment.kind()) {
      case CORRECTION, PAYABLE_WRITE_OFF ->
          new Movement.Adjustment(
              adjustment.promotionId(),
              adjustment.registrar(),
              amount,
              adjustment.ground(),
              adjustment.reason(),
              reference,
              clock.instant());
      case CLAIM_WRITE_OFF ->
          new Movement.WriteOff(
              adjustment.promotionId(),
              adjustment.registrar(),
              amount,
              adjustment.reason(),
              reference,
              clock.instant());
      case FRAUD_REVERSAL ->
          new Movement.FraudReversal(
              adjustment.promotionId(),
              adjustment.registrar(),
              adjustments.accruals(adjustment.id()),
              amount.negated(),
              adjustment.reason(),
              reference,
              clock.instant());
    };
  }

  @Transactional
  Page<AdjustmentView> list(
      @Nullable RegistrarId registrar, @Nullable AdjustmentState state, PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return Page.of(
        request,
        AdjustmentView.class,
        (after, limit) -> adjustments.page(registrar, state, scope, Cursor.id(after), limit),
        view -> Cursor.key(view.id()));
  }

  @Transactional
  AdjustmentView get(UUID id) {
    return adjustments
        .get(id, caller.scope())
        .orElseThrow(() -> ProblemException.notFound("adjustment"));
  }
}
