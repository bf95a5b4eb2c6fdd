package io.bailiwick.qpi.statement;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
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
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.adjustment.AdjustmentDecided;
import io.bailiwick.qpi.adjustment.AdjustmentService;
import io.bailiwick.qpi.adjustment.AdjustmentState;
import io.bailiwick.qpi.adjustment.AdjustmentView;
import io.bailiwick.qpi.ledger.Bookings;
import io.bailiwick.qpi.ledger.Movement;
import io.bailiwick.qpi.statement.DisputeRepository.Dispute;
import io.bailiwick.qpi.statement.DisputeRepository.Disputed;
import io.bailiwick.qpi.statement.StatementRepository.Issued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Files, decides and shows disputes; one method moves them. */
@ApplicationScoped
class DisputeService {

  private final DisputeRepository disputes;
  private final StatementService statements;
  private final AdjustmentService adjustments;
  private final Bookings bookings;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  DisputeService(
      DisputeRepository disputes,
      StatementService statements,
      AdjustmentService adjustments,
      Bookings bookings,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.disputes = disputes;
    this.statements = statements;
    this.adjustments = adjustments;
    this.bookings = bookings;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** Disputes a line; what is payable of it is held at once. */
  @Transactional
  DisputeView file(UUID statement, DisputeDraft draft, @Nullable String key) {
    Issued issued =
        statements.visible(statement).orElseThrow(() -> ProblemException.notFound("statement"));
    return idempotency.once(
        key, "dispute/" + statement, draft, DisputeView.class, () -> file(issued, draft));
  }

  private DisputeView file(Issued issued, DisputeDraft draft) {
    Instant now = clock.instant();
    if (!now.isBefore(issued.head().disputableUntil())) {
      throw ProblemException.conflict(
          "The statement could be disputed until " + issued.head().disputableUntil() + ".");
    }
    if (issued.correctedBy() != null) {
      throw ProblemException.conflict(
          "The statement was corrected.",
          List.of("Dispute the line of " + issued.correctedBy().number() + "."));
    }
    UUID statement = issued.head().id();
    Disputed disputed =
        disputes
            .line(statement, draft.line())
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "The statement has no such line.",
                        new Violation("line", "is the number of a line of the statement")));
    disputes.lockAccount(disputed.promotion());
    if (disputes.isDisputed(disputed.transaction())) {
      throw ProblemException.conflict("A dispute of this line is open.");
    }
    UUID id = Ids.next();
    Money held =
        Money.of(
            CurrencyUnit.of(issued.head().currency()), disputes.payable(disputed.transaction()));
    UUID hold =
        held.isZero()
            ? null
            : bookings
                .book(
                    List.of(
                        new Movement.DisputeHold(
                            disputed.promotion(),
                            issued.head().registrar(),
                            held,
                            draft.reason(),
                            reference(id),
                            now)),
                    caller.name())
                .getFirst();
    disputes.insert(
        new Dispute(
            id,
            statement,
            draft.line(),
            disputed.transaction(),
            disputed.promotion(),
            issued.head().registrar(),
            issued.head().currency(),
            DisputeState.OPEN,
            draft.reason(),
            caller.name(),
            now,
            held.getAmount(),
            hold,
            now,
            null,
            null));
    return record(id, DisputeEvent.FILE, DisputeState.OPEN, draft.reason(), now);
  }

  /** Upheld: proposes the correction; rejected: releases what was held. */
  @Transactional
  DisputeView decide(UUID id, DisputeDecision decision) {
    Dispute dispute = locked(id);
    BigDecimal correction = decision.correction();
    if (decision.upheld() != (correction != null)) {
      throw ProblemException.invalid(
          "A dispute that is upheld comes to a correction, and no other.",
          new Violation("correction", "is there where upheld is true, and only then"));
    }
    if (dispute.filedBy().equals(caller.name())) {
      throw ProblemException.conflict("Who filed a dispute does not decide it.");
    }
    if (correction == null) {
      return move(dispute, DisputeEvent.REJECT, decision.reason(), null);
    }
    DisputeView moved = move(dispute, DisputeEvent.UPHOLD, decision.reason(), null);
    var unused =
        adjustments.proposeForDispute(
            id,
            dispute.promotion(),
            dispute.registrar(),
            dispute.currency(),
            correction,
            decision.reason());
    return moved;
  }

  @Transactional
  DisputeView withdraw(UUID id, DisputeWithdrawal withdrawal) {
    return move(locked(id), DisputeEvent.WITHDRAW, withdrawal.reason(), null);
  }

  /** In the transaction in which the second person decided the correction. */
  void corrected(@Observes AdjustmentDecided decided) {
    AdjustmentView adjustment = decided.adjustment();
    UUID id = adjustment.disputeId();
    if (id == null) {
      return;
    }
    Dispute dispute = disputes.locked(id, RegistrarScope.all()).orElseThrow();
    String reason = adjustment.decisionReason();
    UUID transaction = adjustment.transactionId();
    if (adjustment.state() == AdjustmentState.APPROVED && transaction != null) {
      UUID corrected =
          statements.correct(dispute.statement(), List.of(transaction), adjustment.reason());
      var unused = move(dispute, DisputeEvent.BOOK, adjustment.reason(), corrected);
    } else {
      var unused = move(dispute, DisputeEvent.REOPEN, reason == null ? "" : reason, null);
    }
  }

  private Dispute locked(UUID id) {
    return disputes
        .locked(id, caller.scope())
        .orElseThrow(() -> ProblemException.notFound("dispute"));
  }

  private DisputeView move(
      Dispute dispute, DisputeEvent event, String reason, @Nullable UUID correction) {
    DisputeState state =
        DisputeCourse.after(dispute.state(), event)
            .orElseThrow(
                () -> ProblemException.conflict("The dispute is " + dispute.state() + "."));
    Instant now = clock.instant();
    UUID hold = dispute.hold();
    if (hold != null && !DisputeCourse.holds(state)) {
      var unused =
          bookings.book(
              List.of(
                  new Movement.DisputeRelease(
                      dispute.promotion(),
                      dispute.registrar(),
                      hold,
                      reason,
                      reference(dispute.id()),
                      now)),
              caller.name());
    }
    disputes.move(
        dispute.id(), state, now, event == DisputeEvent.WITHDRAW ? null : reason, correction);
    return record(dispute.id(), event, state, reason, now);
  }

  private DisputeView record(
      UUID id, DisputeEvent event, DisputeState state, String reason, Instant at) {
    disputes.change(id, new DisputeView.Change(event, state, caller.name(), at, reason));
    DisputeView view = view(disputes.get(id, RegistrarScope.all()).orElseThrow());
    audit.record(
        event == DisputeEvent.FILE ? QpiAction.DISPUTE_OPENED : QpiAction.DISPUTE_MOVED,
        reference(id),
        CanonicalJson.map(view));
    outbox.publish(
        QpiEvent.DISPUTE_MOVED,
        reference(id),
        Map.of("id", id, "registrar", view.registrar(), "event", event, "state", state));
    return view;
  }

  private static String reference(UUID id) {
    return "dispute/" + id;
  }

  @Transactional
  Page<DisputeView> list(
      @Nullable RegistrarId registrar,
      @Nullable DisputeState state,
      @Nullable UUID statement,
      PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return Page.of(
        request,
        DisputeView.class,
        (after, limit) ->
            disputes.page(registrar, state, statement, scope, Cursor.id(after), limit).stream()
                .map(this::view)
                .toList(),
        view -> Cursor.key(view.id()));
  }

  @Transactional
  DisputeView get(UUID id) {
    return view(
        disputes.get(id, caller.scope()).orElseThrow(() -> ProblemException.notFound("dispute")));
  }

  private DisputeView view(Dispute dispute) {
    return new DisputeView(
        dispute.id(),
        dispute.statement(),
        dispute.line(),
        dispute.transaction(),
        dispute.registrar(),
        dispute.state(),
        dispute.reason(),
        dispute.held(),
        dispute.currency(),
        dispute.filedAt(),
        dispute.changedAt(),
        dispute.answer(),
        dispute.correction(),
        disputes.history(dispute.id()));
  }
}
