package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.ScoreChoice;
import io.bailiwick.qpi.index.ScoreChoices;
import io.bailiwick.qpi.kpi.Fraction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and shows evaluations. */
@ApplicationScoped
class EvaluationService {

  private final EvaluationRepository evaluations;
  private final InputGathering gathering;
  private final Policies policies;
  private final QpiIndexPolicy kind;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  EvaluationService(
      EvaluationRepository evaluations,
      InputGathering gathering,
      Policies policies,
      QpiIndexPolicy kind,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.evaluations = evaluations;
    this.gathering = gathering;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * What came of asking for an evaluation.
   *
   * @param made false when the same inputs and policy had given this one already
   */
  record Answer(boolean made, EvaluationView evaluation) {}

  /** Asks the peers first, outside of any transaction, then writes all or nothing. */
  Answer evaluate(Month month, Purpose purpose) {
    if (clock.instant().isBefore(month.end())) {
      throw ProblemException.conflict(
          "The month " + month + " is not over.",
          List.of("Evaluate it from " + month.end() + " on."));
    }
    PolicyVersion<IndexDefinition> policy = policies.inForce(kind, month.firstDay());
    ScoreChoices choices = policy.document().scores();
    ScoreChoice choice =
        switch (purpose) {
          case PROVISIONAL -> choices.provisional();
          case QUALIFYING -> choices.qualifying();
        };
    FrozenInputs inputs = gathering.gather(month, choice, policy.document());
    return QuarkusTransaction.requiringNew().call(() -> write(inputs, purpose, policy.id()));
  }

  private Answer write(FrozenInputs inputs, Purpose purpose, UUID gatheredFor) {
    Month month = inputs.month();
    String content = CanonicalJson.text(inputs);
    String digest = Hashes.sha256Hex(content);
    evaluations.lock(month);
    PolicyVersion<IndexDefinition> policy = policies.use(kind, month.firstDay());
    if (!policy.id().equals(gatheredFor)) {
      throw ProblemException.conflict(
          "Another policy has come into force meanwhile.", List.of("Ask again."));
    }
    Optional<Evaluation> before = evaluations.latest(month);
    if (before.isPresent()
        && before.get().purpose == Purpose.QUALIFYING
        && purpose == Purpose.PROVISIONAL) {
      throw ProblemException.conflict(
          "The month "
              + month
              + " has been evaluated to qualify; a look ahead cannot supersede it.",
          List.of("Evaluate it to qualify again."));
    }
    if (before.isPresent()
        && before.get().inputsSha256.equals(digest)
        && before.get().policyId.equals(policy.id())
        && before.get().purpose == purpose) {
      return new Answer(false, EvaluationView.of(before.get()));
    }
    Evaluation evaluation = new Evaluation();
    evaluation.id = Ids.next();
    evaluation.month = month.toString();
    evaluation.version = before.map(earlier -> earlier.version + 1).orElse(1);
    evaluation.supersedes = before.map(earlier -> earlier.id).orElse(null);
    evaluation.purpose = purpose;
    evaluation.scoresRead = inputs.scoresRead();
    evaluation.policyId = policy.id();
    evaluation.policyVersion = policy.version();
    evaluation.scoringRunId = inputs.scoringRunId();
    evaluation.scoringPolicyVersion = inputs.scoringPolicyVersion();
    evaluation.inputsSha256 = digest;
    evaluation.createdAt = clock.instant();
    evaluation.createdBy = caller.name();
    evaluations.persistAndFlush(evaluation);
    EvaluationInput input = new EvaluationInput();
    input.evaluationId = evaluation.id;
    input.content = content;
    evaluations.getEntityManager().persist(input);
    for (FrozenInputs.Registrar registrar : inputs.registrars()) {
      evaluations.getEntityManager().persist(result(evaluation.id, policy.document(), registrar));
    }
    EvaluationView view = EvaluationView.of(evaluation);
    audit.record(QpiAction.EVALUATION_MADE, "evaluation/" + evaluation.id, CanonicalJson.map(view));
    outbox.publish(QpiEvent.EVALUATION_MADE, "evaluation/" + evaluation.id, view);
    return new Answer(true, view);
  }

  private static EvaluationResult result(
      UUID evaluation, IndexDefinition definition, FrozenInputs.Registrar registrar) {
    IndexResult assessed = registrar.assess(definition);
    Fraction exact = assessed.exact();
    EvaluationResult result = new EvaluationResult();
    result.id = Ids.next();
    result.evaluationId = evaluation;
    result.registrar = registrar.id().ianaId();
    result.registrarName = registrar.name();
    result.state = assessed.state();
    result.index = assessed.index();
    result.indexExact = exact == null ? null : exact.toString();
    result.gates = CanonicalJson.text(assessed.gates().stream().map(GateView::of).toList());
    result.kpis = CanonicalJson.text(assessed.parts().stream().map(KpiView::of).toList());
    result.sentence = assessed.sentence();
    return result;
  }

  @Transactional
  Page<EvaluationView> list(@Nullable Month month, PageRequest request) {
    return Page.of(
        request,
        EvaluationView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "0") : Cursor.parts(after, 2);
          return evaluations
              .page(month, key.get(0), (int) Cursor.number(key.get(1)), limit)
              .stream()
              .map(EvaluationView::of)
              .toList();
        },
        view -> Cursor.key(view.month(), view.version()));
  }

  @Transactional
  EvaluationView get(UUID id) {
    return EvaluationView.of(evaluation(id));
  }

  /** The frozen inputs are of all registrars, so that a registrar's token does not reach them. */
  @Transactional
  String inputs(UUID id) {
    evaluation(id);
    if (!caller.scope().isAll()) {
      throw ProblemException.notFound("evaluation's inputs");
    }
    return evaluations.getEntityManager().find(EvaluationInput.class, id).content;
  }

  @Transactional
  Page<ResultView> results(UUID id, PageRequest request) {
    Evaluation evaluation = evaluation(id);
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        ResultView.class,
        (after, limit) ->
            evaluations
                .results(id, scope, after == null ? 0 : (int) Cursor.number(after), limit)
                .stream()
                .map(result -> ResultView.of(evaluation, result))
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  @Transactional
  Page<ResultView> latestResults(
      @Nullable RegistrarId registrar, @Nullable Month month, PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return Page.of(
        request,
        ResultView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "0") : Cursor.parts(after, 2);
          return evaluations
              .latestResults(
                  registrar, month, scope, key.get(0), (int) Cursor.number(key.get(1)), limit)
              .stream()
              .map(row -> ResultView.of(row.evaluation(), row.result()))
              .toList();
        },
        view -> Cursor.key(view.month(), view.registrar()));
  }

  private Evaluation evaluation(UUID id) {
    return evaluations
        .findByIdOptional(id)
        .orElseThrow(() -> ProblemException.notFound("evaluation"));
  }
}
