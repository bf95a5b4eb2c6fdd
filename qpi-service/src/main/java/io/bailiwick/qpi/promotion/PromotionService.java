package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.ingest.EligibleRegistrar;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes, publishes and shows promotions. */
@ApplicationScoped
class PromotionService {

  private final PromotionRepository promotions;
  private final Policies policies;
  private final PromotionPolicyKind kind;
  private final OfferLog offers;
  private final IngestGateway ingest;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  PromotionService(
      PromotionRepository promotions,
      Policies policies,
      PromotionPolicyKind kind,
      OfferLog offers,
      IngestGateway ingest,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.promotions = promotions;
    this.policies = policies;
    this.kind = kind;
    this.offers = offers;
    this.ingest = ingest;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Transactional
  PromotionView draft(PromotionDraft draft) {
    Instant now = clock.instant();
    PromotionPolicy policy = policies.use(kind, clock.today()).document();
    Terms terms = draft.terms().complete(policy);
    List<Violation> violations = new ArrayList<>(TermsCheck.violations(terms));
    if (draft.supersedes() != null && promotions.findByIdOptional(draft.supersedes()).isEmpty()) {
      violations.add(new Violation("supersedes", "is that of a promotion"));
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("The terms of the promotion are not valid.", violations);
    }
    if (promotions.count("name", draft.name()) > 0) {
      throw ProblemException.conflict(
          "There is a promotion of that name.", List.of("Choose another name."));
    }
    if (draft.supersedes() != null) {
      requireReplaceable(promotions.findById(draft.supersedes()));
    }
    Promotion promotion = new Promotion();
    promotion.id = Ids.next();
    promotion.name = draft.name();
    promotion.title = draft.title();
    promotion.supersedes = draft.supersedes();
    promotion.startsAt = terms.startsAt();
    promotion.endsAt = terms.endsAt();
    promotion.terms = CanonicalJson.text(terms);
    promotion.termsSha256 = Hashes.sha256Hex(promotion.terms);
    promotion.state = PromotionState.DRAFT;
    promotion.author = caller.name();
    promotion.createdAt = now;
    promotions.persistAndFlush(promotion);
    PromotionView view = view(promotion, now);
    audit.record(QpiAction.PROMOTION_DRAFTED, subject(promotion), CanonicalJson.map(view));
    return view;
  }

  /** Terms change forward only: by one successor of what is published and not over. */
  private void requireReplaceable(Promotion promotion) {
    if (promotion.state != PromotionState.PUBLISHED
        || promotion.supersededBy != null
        || !clock.instant().isBefore(promotion.closesAt())) {
      throw ProblemException.conflict(
          "The promotion to be superseded is not published, is over, or is superseded already.",
          List.of("Supersede the published promotion that is the last of its line."));
    }
  }

  private PromotionView view(Promotion promotion, Instant now) {
    Terms superseded =
        promotion.supersedes == null ? null : promotions.findById(promotion.supersedes).terms();
    return PromotionView.of(promotion, superseded, now);
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
                .map(promotion -> view(promotion, now))
                .toList(),
        PromotionView::name);
  }

  @Transactional
  PromotionView get(UUID id) {
    return view(visible(id), clock.instant());
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

  /**
   * Asks who is eligible first, outside of any transaction; then the publication and the offers to
   * all of them are one.
   */
  PromotionView publish(UUID id) {
    QuarkusTransaction.requiringNew().run(() -> next(required(id), PromotionEvent.PUBLISH));
    List<EligibleRegistrar> eligible = ingest.eligibleRegistrars();
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              PromotionView view = apply(id, PromotionEvent.PUBLISH, QpiAction.PROMOTION_PUBLISHED);
              outbox.publish(QpiEvent.PROMOTION_PUBLISHED, "promotion/" + id, view);
              int offered =
                  offers.offer(
                      promotions.findById(id), eligible, OfferOccasion.PUBLICATION, caller.name());
              audit.record(
                  QpiAction.PROMOTION_OFFERED,
                  "promotion/" + id,
                  Map.of("accreditations", offered));
              return view;
            });
  }

  @Transactional
  PromotionView withdraw(UUID id) {
    return apply(id, PromotionEvent.WITHDRAW, QpiAction.PROMOTION_WITHDRAWN);
  }

  private Promotion required(UUID id) {
    return promotions.locked(id).orElseThrow(() -> ProblemException.notFound("promotion"));
  }

  private PromotionState next(Promotion promotion, PromotionEvent event) {
    PromotionLifecycle.Outcome outcome =
        PromotionLifecycle.apply(
            promotion.state,
            event,
            new PromotionLifecycle.Circumstances(
                promotion.author, caller.name(), clock.instant(), promotion.startsAt));
    return switch (outcome) {
      case PromotionLifecycle.Outcome.Moved moved -> moved.to();
      case PromotionLifecycle.Outcome.Refused refused ->
          throw ProblemException.conflict(
              "Refused: " + refused.reason() + ".", refused.nextSteps());
    };
  }

  private PromotionView apply(UUID id, PromotionEvent event, QpiAction action) {
    Promotion promotion = required(id);
    Instant now = clock.instant();
    promotion.state = next(promotion, event);
    promotion.decidedBy = caller.name();
    promotion.decidedAt = now;
    if (promotion.state == PromotionState.PUBLISHED && promotion.supersedes != null) {
      Promotion before = promotions.locked(promotion.supersedes).orElseThrow();
      requireReplaceable(before);
      before.supersededBy = promotion.id;
      before.supersededAt = promotion.startsAt;
    }
    promotions.flush();
    PromotionView view = view(promotion, now);
    audit.record(action, subject(promotion), CanonicalJson.map(view));
    return view;
  }

  /** A published promotion, locked until the transaction ends: acts on it go one by one. */
  Promotion lockedForActs(UUID id) {
    Promotion promotion = published(id);
    promotions.getEntityManager().refresh(promotion, LockModeType.PESSIMISTIC_WRITE);
    return promotion;
  }

  static String subject(Promotion promotion) {
    return "promotion/" + promotion.id;
  }
}
