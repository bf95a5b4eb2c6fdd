package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Writes, publishes and shows promotions. */
@ApplicationScoped
class PromotionService {

  private final PromotionRepository promotions;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  PromotionService(
      PromotionRepository promotions,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.promotions = promotions;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Transactional
  PromotionView draft(PromotionDraft draft) {
    List<Violation> violations = violations(draft);
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("The terms of the promotion are not valid.", violations);
    }
    if (promotions.count("name", draft.name()) > 0) {
      throw ProblemException.conflict(
          "There is a promotion of that name.", List.of("Choose another name."));
    }
    Promotion promotion = new Promotion();
    promotion.id = Ids.next();
    promotion.name = draft.name();
    promotion.title = draft.title();
    promotion.startsAt = draft.startsAt();
    promotion.endsAt = draft.endsAt();
    promotion.baseline = draft.baseline();
    promotion.rewardGatePolicyVersion = draft.rewardGatePolicyVersion();
    promotion.amountPerCreate = draft.amountPerCreate().amount();
    promotion.currency = draft.amountPerCreate().currency();
    promotion.years = draft.years().stream().sorted().toList();
    promotion.nameCap = draft.nameCap();
    Amount budget = draft.budget();
    promotion.budget = budget == null ? null : budget.amount();
    promotion.limitedDurationDisclosure = draft.limitedDurationDisclosure();
    promotion.state = PromotionState.DRAFT;
    promotion.author = caller.name();
    promotion.createdAt = clock.instant();
    promotions.persistAndFlush(promotion);
    PromotionView view = PromotionView.of(promotion, clock.instant());
    audit.record(QpiAction.PROMOTION_DRAFTED, subject(promotion), CanonicalJson.map(view));
    return view;
  }

  private static List<Violation> violations(PromotionDraft draft) {
    List<Violation> violations = new ArrayList<>();
    if (!draft.startsAt().isBefore(draft.endsAt())) {
      violations.add(new Violation("endsAt", "is after startsAt"));
    }
    Money each = money("amountPerCreate", draft.amountPerCreate(), violations);
    Amount limit = draft.budget();
    if (limit != null) {
      Money budget = money("budget", limit, violations);
      if (each != null && budget != null) {
        if (!each.isSameCurrency(budget)) {
          violations.add(new Violation("budget.currency", "is that of amountPerCreate"));
        } else if (budget.isLessThan(each)) {
          violations.add(new Violation("budget.amount", "is at least amountPerCreate"));
        }
      }
    }
    return violations;
  }

  private static @Nullable Money money(String field, Amount amount, List<Violation> violations) {
    try {
      return Money.of(CurrencyUnit.of(amount.currency()), amount.amount());
    } catch (IllegalCurrencyException e) {
      violations.add(new Violation(field + ".currency", "is a currency of ISO 4217"));
    } catch (ArithmeticException e) {
      violations.add(
          new Violation(field + ".amount", "has at most the decimal places of its currency"));
    }
    return null;
  }

  @Transactional
  Page<PromotionView> list(PageRequest request) {
    boolean publishedOnly = !caller.scope().isAll();
    Instant now = clock.instant();
    return Page.of(
        request,
        PromotionView.class,
        (after, limit) ->
            promotions.page(publishedOnly, after == null ? "" : after, limit).stream()
                .map(promotion -> PromotionView.of(promotion, now))
                .toList(),
        PromotionView::name);
  }

  @Transactional
  PromotionView get(UUID id) {
    return PromotionView.of(visible(id), clock.instant());
  }

  /** A promotion that the caller may see: for a registrar, one that was published. */
  Promotion visible(UUID id) {
    return promotions
        .findByIdOptional(id)
        .filter(found -> found.state == PromotionState.PUBLISHED || caller.scope().isAll())
        .orElseThrow(() -> ProblemException.notFound("promotion"));
  }

  /** A promotion that is published and thus can be worked with. */
  Promotion published(UUID id) {
    Promotion promotion = visible(id);
    if (promotion.state != PromotionState.PUBLISHED) {
      throw ProblemException.conflict(
          "The promotion is " + promotion.state + ".",
          promotion.state == PromotionState.DRAFT
              ? List.of("Have it published by somebody other than its author.")
              : List.of());
    }
    return promotion;
  }

  @Transactional
  PromotionView publish(UUID id) {
    PromotionView view = apply(id, PromotionEvent.PUBLISH, QpiAction.PROMOTION_PUBLISHED);
    outbox.publish(QpiEvent.PROMOTION_PUBLISHED, "promotion/" + id, view);
    return view;
  }

  @Transactional
  PromotionView withdraw(UUID id) {
    return apply(id, PromotionEvent.WITHDRAW, QpiAction.PROMOTION_WITHDRAWN);
  }

  private PromotionView apply(UUID id, PromotionEvent event, QpiAction action) {
    Promotion promotion =
        promotions.locked(id).orElseThrow(() -> ProblemException.notFound("promotion"));
    Instant now = clock.instant();
    PromotionLifecycle.Outcome outcome =
        PromotionLifecycle.apply(
            promotion.state,
            event,
            new PromotionLifecycle.Circumstances(
                promotion.author, caller.name(), now, promotion.startsAt));
    promotion.state =
        switch (outcome) {
          case PromotionLifecycle.Outcome.Moved moved -> moved.to();
          case PromotionLifecycle.Outcome.Refused refused ->
              throw ProblemException.conflict(
                  "Refused: " + refused.reason() + ".", refused.nextSteps());
        };
    promotion.decidedBy = caller.name();
    promotion.decidedAt = now;
    promotions.flush();
    PromotionView view = PromotionView.of(promotion, now);
    audit.record(action, subject(promotion), CanonicalJson.map(view));
    return view;
  }

  static String subject(Promotion promotion) {
    return "promotion/" + promotion.id;
  }
}
