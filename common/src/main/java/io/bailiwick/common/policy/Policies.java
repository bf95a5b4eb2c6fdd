package io.bailiwick.common.policy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.audit.CommonAction;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policies as dated documents: proposed by one person, approved by another, in force from a day
 * that is not in the past, frozen once a result names them. No number of a programme is a constant
 * in the code.
 */
@ApplicationScoped
public class Policies {

  private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);
  private static final String SHIPPED_REASON =
      "Default that ships with Bailiwick: our numbers, not the registry's.";

  private final PolicyRepository policies;
  private final List<PolicyKind<?>> kinds;
  private final List<PolicyGuard> guards;
  private final Validator validator;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  Policies(
      PolicyRepository policies,
      @All List<PolicyKind<?>> kinds,
      @All List<PolicyGuard> guards,
      Validator validator,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.policies = policies;
    this.kinds = kinds;
    this.guards = guards;
    this.validator = validator;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /**
   * Brings the shipped default of each kind that has no version yet; several replicas may start at
   * once.
   */
  @Transactional
  void ship(@Observes StartupEvent start) {
    for (PolicyKind<?> kind : kinds) {
      String document = CanonicalJson.text(kind.shippedDefault());
      policies
          .getEntityManager()
          .createNativeQuery(
              """
              INSERT INTO policy (id, kind, version, document, sha256, origin, state, effective_from, proposed_by,
                                  proposed_at, reason, decided_by, decided_at, decision_reason, row_version)
              VALUES (?1, ?2, 1, ?3, ?4, 'SHIPPED', 'APPROVED', ?5, ?6, ?7, ?8, ?6, ?7, ?8, 0)
              ON CONFLICT (kind, version) DO NOTHING
              """)
          .setParameter(1, Ids.next())
          .setParameter(2, kind.name())
          .setParameter(3, document)
          .setParameter(4, Hashes.sha256Hex(document))
          .setParameter(5, ALWAYS)
          .setParameter(6, AuditTrail.SYSTEM)
          .setParameter(7, clock.instant())
          .setParameter(8, SHIPPED_REASON)
          .executeUpdate();
    }
  }

  /** The version in force on a day. Look only: a result that names it calls {@link #use}. */
  @Transactional
  public <T> PolicyVersion<T> inForce(PolicyKind<T> kind, LocalDate day) {
    return version(kind, row(kind, day));
  }

  /** The version in force on a day, frozen from now on because a result is about to name it. */
  @Transactional
  public <T> PolicyVersion<T> use(PolicyKind<T> kind, LocalDate day) {
    Policy policy = row(kind, day);
    if (policy.firstUsedAt == null) {
      policy.firstUsedAt = clock.instant();
    }
    return version(kind, policy);
  }

  /**
   * The version that a result names, whatever is in force by now.
   *
   * @throws ProblemException NOT_FOUND where there is none of that kind
   */
  @Transactional
  public <T> PolicyVersion<T> named(PolicyKind<T> kind, UUID id) {
    return policies
        .findByIdOptional(id)
        .filter(policy -> policy.kind.equals(kind.name()))
        .map(policy -> version(kind, policy))
        .orElseThrow(() -> ProblemException.notFound("policy"));
  }

  /** Every approved version, the newest first. */
  @Transactional
  public <T> List<PolicyVersion<T>> approved(PolicyKind<T> kind) {
    return policies.approved(kind.name()).stream().map(policy -> version(kind, policy)).toList();
  }

  /**
   * A version that awaits its decision, for a look at what it would say.
   *
   * @throws ProblemException NOT_FOUND where there is none of this kind, STATE_CONFLICT where it is
   *     decided
   */
  @Transactional
  public <T> PolicyVersion<T> proposed(PolicyKind<T> kind, UUID id) {
    PolicyVersion<T> version = named(kind, id);
    PolicyState state = policies.findById(id).state;
    if (state != PolicyState.PROPOSED) {
      throw ProblemException.conflict("The policy is " + state + ", so it is decided.");
    }
    return version;
  }

  private Policy row(PolicyKind<?> kind, LocalDate day) {
    return policies
        .inForce(kind.name(), day)
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "No " + kind.name() + " policy is in force on " + day + ".",
                    List.of("Propose one and have it approved.")));
  }

  private static <T> PolicyVersion<T> version(PolicyKind<T> kind, Policy policy) {
    try {
      return new PolicyVersion<>(
          policy.id,
          policy.kind,
          policy.version,
          policy.effectiveFrom,
          CanonicalJson.read(policy.document, kind.documentType()),
          policy.sha256);
    } catch (IOException e) {
      throw new IllegalStateException(
          "policy " + policy.id + " cannot be read by this version of the software", e);
    }
  }

  @Transactional
  Page<PolicyView> list(@Nullable String kind, @Nullable PolicyState state, PageRequest request) {
    return Page.of(
        request,
        PolicyView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "0") : Cursor.parts(after, 2);
          return policies
              .page(kind, state, key.get(0), (int) Cursor.number(key.get(1)), limit)
              .stream()
              .map(PolicyView::of)
              .toList();
        },
        view -> Cursor.key(view.kind(), view.version()));
  }

  @Transactional
  PolicyView get(UUID id) {
    return policies
        .findByIdOptional(id)
        .map(PolicyView::of)
        .orElseThrow(() -> ProblemException.notFound("policy"));
  }

  @Transactional
  PolicyView propose(String kindName, LocalDate effectiveFrom, String reason, JsonNode document) {
    PolicyKind<?> kind =
        kinds.stream()
            .filter(k -> k.name().equals(kindName))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "There is no such kind of policy here.",
                        new Violation(
                            "kind",
                            "is one of "
                                + kinds.stream().map(PolicyKind::name).sorted().toList())));
    if (effectiveFrom.isBefore(clock.today())) {
      throw ProblemException.invalid(
          "A policy works forward only.",
          new Violation("effectiveFrom", "is " + clock.today() + " (today, UTC) or later"));
    }
    String canonical = canonical(kind, document);
    Policy policy = new Policy();
    policy.id = Ids.next();
    policy.kind = kindName;
    policy.version = policies.lastVersion(kindName) + 1;
    policy.document = canonical;
    policy.sha256 = Hashes.sha256Hex(canonical);
    policy.origin = PolicyOrigin.REGISTRY;
    policy.state = PolicyState.PROPOSED;
    policy.effectiveFrom = effectiveFrom;
    policy.proposedBy = caller.name();
    policy.proposedAt = clock.instant();
    policy.reason = reason;
    policies.persistAndFlush(policy);
    audit(CommonAction.POLICY_PROPOSED, policy, reason);
    return PolicyView.of(policy);
  }

  /** The document read into its type, checked, and written in its one spelling. */
  private <T> String canonical(PolicyKind<T> kind, JsonNode document) {
    T read;
    try {
      read = CanonicalJson.read(document.toString(), kind.documentType());
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(p -> String.valueOf(p.getFieldName()))
              .reduce("document", (a, b) -> a + "." + b);
      throw ProblemException.invalid(
          "The document does not have the shape of a " + kind.name() + " policy.",
          new Violation(field, "is not known, is missing or has the wrong type"));
    } catch (IOException e) {
      throw ProblemException.malformed("The document is not valid JSON.");
    }
    List<Violation> violations = new ArrayList<>();
    validator
        .validate(read)
        .forEach(
            v -> violations.add(new Violation("document." + v.getPropertyPath(), v.getMessage())));
    if (violations.isEmpty()) {
      violations.addAll(kind.check(read));
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(
          "The document breaks rules of a " + kind.name() + " policy.", violations);
    }
    return CanonicalJson.text(read);
  }

  @Transactional
  PolicyView approve(UUID id, String reason) {
    Policy policy = proposed(id);
    if (policy.effectiveFrom.isBefore(clock.today())) {
      throw ProblemException.conflict(
          "The policy was to be in force from "
              + policy.effectiveFrom
              + ", which has passed; a policy works forward only.",
          List.of("Reject it and propose it again with a later day."));
    }
    List<String> obstacles = obstacles(policy);
    if (!obstacles.isEmpty()) {
      throw ProblemException.conflict("The policy cannot be approved yet.", obstacles);
    }
    return decide(policy, PolicyState.APPROVED, CommonAction.POLICY_APPROVED, reason);
  }

  private List<String> obstacles(Policy policy) {
    return kinds.stream()
        .filter(kind -> kind.name().equals(policy.kind))
        .flatMap(kind -> obstacles(kind, policy))
        .toList();
  }

  private <T> Stream<String> obstacles(PolicyKind<T> kind, Policy policy) {
    PolicyVersion<T> replaced = version(kind, row(kind, policy.effectiveFrom));
    PolicyVersion<T> proposed = version(kind, policy);
    return guards.stream()
        .filter(guard -> guard.kind().equals(kind.name()))
        .flatMap(guard -> guard.obstacles(proposed, replaced).stream());
  }

  @Transactional
  PolicyView reject(UUID id, String reason) {
    return decide(proposed(id), PolicyState.REJECTED, CommonAction.POLICY_REJECTED, reason);
  }

  private Policy proposed(UUID id) {
    Policy policy = policies.locked(id).orElseThrow(() -> ProblemException.notFound("policy"));
    if (policy.state != PolicyState.PROPOSED) {
      throw ProblemException.conflict(
          "The policy is " + policy.state + ", so it is decided.",
          List.of("Propose a new version."));
    }
    if (policy.proposedBy.equals(caller.name())) {
      throw ProblemException.forbidden(
          "Who proposes a policy does not decide it: somebody else must.");
    }
    return policy;
  }

  private PolicyView decide(Policy policy, PolicyState state, AuditAction action, String reason) {
    policy.state = state;
    policy.decidedBy = caller.name();
    policy.decidedAt = clock.instant();
    policy.decisionReason = reason;
    policies.flush();
    audit(action, policy, reason);
    return PolicyView.of(policy);
  }

  private void audit(AuditAction action, Policy policy, String reason) {
    audit.record(
        action,
        "policy/" + policy.kind + "/" + policy.version,
        Map.of("sha256", policy.sha256, "effectiveFrom", policy.effectiveFrom, "reason", reason));
  }
}
