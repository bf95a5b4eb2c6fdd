package io.bailiwick.qpi.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.AbuseGate;
import io.bailiwick.qpi.index.Gate;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.index.NearestWay;
import io.bailiwick.qpi.index.ScoreChoice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Evaluations for the other features of this service. */
@ApplicationScoped
public class Evaluations {

  private final EvaluationRepository evaluations;
  private final Policies policies;
  private final QpiIndexPolicy kind;

  @Inject
  Evaluations(EvaluationRepository evaluations, Policies policies, QpiIndexPolicy kind) {
    this.evaluations = evaluations;
    this.policies = policies;
    this.kind = kind;
  }

  /**
   * What an evaluation concluded.
   *
   * @param rewardGatePolicyVersion version of the scoring policy whose gate was the veto
   * @param purpose what it was made for
   * @param abuseGates the gates of the scoring service that its index asks, by name
   * @param scoresRead which of scoring's scores it was made from
   * @param mature whether the time of all that its index measures had come
   * @param superseded whether there is a later version of the month
   */
  public record Conclusion(
      UUID evaluationId,
      Month month,
      int rewardGatePolicyVersion,
      Purpose purpose,
      Set<String> abuseGates,
      ScoreChoice scoresRead,
      boolean mature,
      boolean superseded,
      List<RegistrarIndex> registrars) {}

  /**
   * A registrar's index.
   *
   * @param index null unless assessed
   * @param sentence the reason in words and numbers, which names a gate that was failed
   * @param scored whether a mature score of the registrar is among those that were read
   */
  public record RegistrarIndex(
      RegistrarId registrar,
      String name,
      IndexState state,
      @Nullable BigDecimal index,
      String sentence,
      boolean scored) {}

  /** The conclusion for all registrars; empty where there is no such evaluation. */
  @Transactional
  public Optional<Conclusion> conclusion(UUID id) {
    return evaluations.findByIdOptional(id).map(this::conclusion);
  }

  private Conclusion conclusion(Evaluation evaluation) {
    UUID id = evaluation.id;
    IndexDefinition definition = policies.named(kind, evaluation.policyId).document();
    FrozenInputs inputs = inputs(id);
    Set<RegistrarId> scored = inputs.scored();
    return new Conclusion(
        id,
        Month.fromString(evaluation.month),
        evaluation.scoringPolicyVersion,
        evaluation.purpose,
        definition.gates().stream()
            .map(Gate::abuseGate)
            .filter(Objects::nonNull)
            .map(AbuseGate::name)
            .collect(Collectors.toSet()),
        evaluation.scoresRead,
        inputs.isMature(definition),
        evaluations.isSuperseded(id),
        evaluations.results(id, RegistrarScope.all(), 0, Integer.MAX_VALUE).stream()
            .map(result -> index(result, scored))
            .toList());
  }

  /** Why nothing may rest on an evaluation any more, in words; empty where it stands. */
  @Transactional
  public Optional<String> objection(UUID id) {
    Evaluation evaluation = evaluations.findById(id);
    if (evaluations.isSuperseded(id)) {
      return Optional.of("a later version supersedes the evaluation of " + evaluation.month);
    }
    return evaluation.purpose == Purpose.QUALIFYING
            && evaluation.scoresRead == ScoreChoice.PUBLISHED
        ? Optional.empty()
        : Optional.of(
            "the evaluation of " + evaluation.month + " was not made from published scores");
  }

  /** Names under management at the end of the evaluated month, of those registrars where known. */
  @Transactional
  public Map<RegistrarId, Long> names(UUID id) {
    EvaluationInput input = evaluations.getEntityManager().find(EvaluationInput.class, id);
    Map<RegistrarId, Long> names = new TreeMap<>();
    if (input == null) {
      return names;
    }
    try {
      for (JsonNode portfolio : CanonicalJson.tree(input.content).path("portfolios")) {
        JsonNode closing = portfolio.path("closingDum");
        if (closing.isIntegralNumber()) {
          names.put(RegistrarId.fromString(portfolio.path("registrar").asText()), closing.asLong());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("evaluation " + id + " does not hold its inputs", e);
    }
    return names;
  }

  /**
   * What would bring registrars to a baseline, in words: where each stands, and the least change of
   * each indicator that is enough alone.
   */
  @Transactional
  public Map<RegistrarId, String> nearestWays(
      UUID id, Set<RegistrarId> registrars, BigDecimal baseline) {
    Evaluation evaluation = evaluations.findById(id);
    IndexDefinition definition = policies.named(kind, evaluation.policyId).document();
    Map<RegistrarId, String> ways = new TreeMap<>();
    for (FrozenInputs.Registrar each : inputs(id).registrars()) {
      if (registrars.contains(each.id())) {
        ways.put(
            each.id(), words(NearestWay.of(definition, each.history(), each.abuse(), baseline)));
      }
    }
    return ways;
  }

  private FrozenInputs inputs(UUID id) {
    EvaluationInput input = evaluations.getEntityManager().find(EvaluationInput.class, id);
    try {
      return CanonicalJson.read(input.content, FrozenInputs.class);
    } catch (IOException e) {
      throw new IllegalStateException("evaluation " + id + " does not hold its inputs", e);
    }
  }

  private static String words(NearestWay.Ways ways) {
    String enough =
        ways.ways().stream()
            .filter(way -> way.outcome() == NearestWay.Outcome.CHANGE)
            .map(NearestWay::sentence)
            .collect(Collectors.joining(" "));
    return ways.sentence()
        + " "
        + (enough.isEmpty() ? "No change of one indicator alone is enough." : enough);
  }

  private static RegistrarIndex index(EvaluationResult result, Set<RegistrarId> scored) {
    RegistrarId registrar = RegistrarId.of(result.registrar);
    return new RegistrarIndex(
        registrar,
        result.registrarName,
        result.state,
        result.index,
        result.sentence,
        scored.contains(registrar));
  }
}
