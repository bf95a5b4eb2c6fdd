package io.bailiwick.aip.appeal;

import io.bailiwick.aip.casefile.AppealedLimits;
import io.bailiwick.aip.casefile.CaseUnfounded;
import io.bailiwick.aip.clock.CaseClocks;
import io.bailiwick.aip.clock.ClockKind;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Appeals: filed by the registrar, stayed and decided by somebody who had no part in the limit. */
@ApplicationScoped
class AppealService {
  private final AppealRepository appeals;
  private final AppealedLimits limits;
  private final UnfoundedCases unfounded;
  private final CaseClocks clocks;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  AppealService(
      AppealRepository appeals,
      AppealedLimits limits,
      UnfoundedCases unfounded,
      CaseClocks clocks,
      Policies policies,
      AipPolicyKind policyKind,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.appeals = appeals;
    this.limits = limits;
    this.unfounded = unfounded;
    this.clocks = clocks;
    this.policies = policies;
    this.policyKind = policyKind;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * A milder limit to put in the place of the one that is appealed.
   *
   * @param days how long it lasts from now, in days of 24 hours
   */
  record Varied(Limit limit, int days) {}

  /** Files an appeal of the step that is open. */
  Appeal file(UUID proposalId, String grounds, boolean stay, @Nullable String key) {
    return idempotency.once(
        key,
        "limit-proposal/" + proposalId + "/appeal",
        Map.of("grounds", grounds, "stay", stay),
        Appeal.class,
        () -> file(proposalId, grounds, stay));
  }

  private Appeal file(UUID proposalId, String grounds, boolean stay) {
    AppealedLimits.Decided limit =
        limits.find(proposalId).orElseThrow(() -> ProblemException.notFound("limit proposal"));
    List<Appeal> before = appeals.against(proposalId);
    AppealStep step = before.isEmpty() ? AppealStep.INTERNAL : AppealStep.EXTERNAL;
    PolicyVersion<AipPolicy> policy = policies.use(policyKind, clock.today());
    AipPolicy.Appeals terms = policy.document().appeals();
    Instant now = clock.instant();
    boolean canFile =
        switch (step) {
          case INTERNAL -> AppealTime.canFile(limit.decidedAt(), false, terms, now);
          case EXTERNAL ->
              AppealTime.canFile(before.getFirst().decidedAt(), before.size() > 1, terms, now);
        };
    limits.file(proposalId, canFile, grounds);
    boolean costs = step == AppealStep.EXTERNAL;
    BigDecimal fee = costs ? terms.fee() : BigDecimal.ZERO;
    BigDecimal ofRegistry = costs ? terms.feeOfRegistry() : BigDecimal.ZERO;
    UUID id = Ids.next();
    appeals.insert(
        new Appeal(
            id,
            limit.of().id(),
            limit.of().reference(),
            limit.of().registrar(),
            proposalId,
            step,
            grounds,
            stay,
            now,
            caller.name(),
            policy.version(),
            costs ? terms.panel() : null,
            fee,
            ofRegistry,
            fee.subtract(ofRegistry),
            terms.currency(),
            null,
            null,
            null,
            null,
            null),
        policy.id());
    String country = policy.document().country();
    Deadline deadline =
        AppealTime.toDecide(step, limit.limited(), terms, BusinessCalendar.of(country), now);
    UUID unused = clocks.start(limit.of(), kind(step), id, deadline, country);
    return get(id);
  }

  private static ClockKind kind(AppealStep step) {
    return switch (step) {
      case INTERNAL -> ClockKind.APPEAL_INTERNAL;
      case EXTERNAL -> ClockKind.APPEAL_EXTERNAL;
    };
  }

  /** Nothing is limited until the appeal is decided. */
  @Transactional
  Appeal stay(UUID id, String reason) {
    Appeal appeal = open(id);
    var unused = limits.stay(appeal.proposalId(), reviewersBefore(appeal), reason);
    return get(id);
  }

  Appeal decide(
      UUID id,
      AppealOutcome outcome,
      String reasons,
      @Nullable Varied varied,
      @Nullable List<UUID> packets,
      @Nullable String key) {
    if (outcome == AppealOutcome.MOOT) {
      throw ProblemException.invalid(
          "An appeal becomes moot by the end of its case, and by nobody.",
          new Violation("outcome", "is UPHELD, VARIED or REVERSED"));
    }
    if ((outcome == AppealOutcome.VARIED) != (varied != null)) {
      throw ProblemException.invalid(
          "What a limit is varied to is said where it is varied, and nowhere else.",
          new Violation("limit", "goes with VARIED"));
    }
    return idempotency.once(
        key,
        "appeal/" + id + "/decision",
        content(outcome, reasons, varied, packets),
        Appeal.class,
        () -> decide(id, outcome, reasons, varied, packets));
  }

  private static Map<String, Object> content(
      AppealOutcome outcome,
      String reasons,
      @Nullable Varied varied,
      @Nullable List<UUID> packets) {
    Map<String, Object> content = new HashMap<>(Map.of("outcome", outcome, "reasons", reasons));
    if (varied != null) {
      content.put("limit", varied);
    }
    if (packets != null) {
      content.put("packets", packets);
    }
    return content;
  }

  private Appeal decide(
      UUID id,
      AppealOutcome outcome,
      String reasons,
      @Nullable Varied varied,
      @Nullable List<UUID> packets) {
    Appeal appeal = open(id);
    Set<String> reviewers = reviewersBefore(appeal);
    UUID proposal = appeal.proposalId();
    switch (outcome) {
      case UPHELD -> limits.uphold(proposal, reviewers, reasons, packets);
      case REVERSED -> limits.reverse(proposal, reviewers, reasons, packets);
      case MOOT -> throw new IllegalArgumentException("nobody decides that an appeal is moot");
      case VARIED -> {
        Varied to = Objects.requireNonNull(varied);
        List<Violation> flaws =
            to.limit().flaws().stream()
                .map(flaw -> new Violation("limit." + flaw.field(), flaw.message()))
                .toList();
        if (!flaws.isEmpty()) {
          throw ProblemException.invalid("No such limit can be ordered.", flaws);
        }
        var unused =
            limits.vary(
                proposal,
                reviewers,
                to.limit(),
                clock.instant().plus(Duration.ofDays(to.days())),
                reasons,
                packets);
      }
    }
    appeals.decide(
        id,
        outcome,
        reasons,
        clock.instant(),
        caller.name(),
        outcome.isSuccess() ? appeal.feeOfRegistrar() : BigDecimal.ZERO);
    clocks.meet(appeal.caseId(), kind(appeal.step()), id);
    if (outcome == AppealOutcome.REVERSED) {
      // Its case has ended with it, and nothing is left to decide of the case's other limits.
      moot(appeal.caseId(), "The case ended, for an appeal against another limit reversed it.");
    }
    return get(id);
  }

  /** A case was closed for it had no ground: no appeal in it stays open. */
  void close(@Observes CaseUnfounded closed) {
    moot(closed.caseId(), "The case was closed, for it had no ground.");
  }

  /** The registrar gets what it asked for, and its fee back. */
  private void moot(UUID caseId, String reasons) {
    for (Appeal open : appeals.open(caseId)) {
      appeals.decide(
          open.id(),
          AppealOutcome.MOOT,
          reasons,
          clock.instant(),
          caller.name(),
          open.feeOfRegistrar());
    }
  }

  /** Those who reviewed the limit in an earlier step: another person hears the next one. */
  private Set<String> reviewersBefore(Appeal appeal) {
    return appeals.against(appeal.proposalId()).stream()
        .filter(other -> !other.id().equals(appeal.id()))
        .map(Appeal::decidedBy)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An appeal that awaits its decision; its case is locked. */
  private Appeal open(UUID id) {
    // Locks the case; what is read after that is what stands.
    var unused = limits.find(get(id).proposalId());
    Appeal appeal = get(id);
    if (appeal.outcome() != null) {
      throw ProblemException.conflict(
          "The appeal was decided: " + appeal.outcome() + ".",
          List.of("Nothing: a decision stands."));
    }
    return appeal;
  }

  @Transactional
  Appeal get(UUID id) {
    Appeal appeal = appeals.find(id).orElseThrow(() -> ProblemException.notFound("appeal"));
    caller.scope().require(appeal.registrar(), "appeal");
    unfounded.require(appeal.caseId(), "appeal");
    return appeal;
  }

  @Transactional
  Page<Appeal> list(@Nullable UUID caseId, @Nullable Boolean open, PageRequest request) {
    RegistrarScope scope = caller.scope();
    boolean all = unfounded.areShown();
    return Page.of(
        request,
        Appeal.class,
        (after, limit) -> appeals.page(scope, caseId, open, all, Cursor.id(after), limit),
        row -> Cursor.key(row.id()));
  }
}
