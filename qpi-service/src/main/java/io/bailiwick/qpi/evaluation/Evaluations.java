package io.bailiwick.qpi.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
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
   * @param superseded whether there is a later version of the month
   */
  public record Conclusion(
      UUID evaluationId,
      int rewardGatePolicyVersion,
      Purpose purpose,
      Set<String> abuseGates,
      ScoreChoice scoresRead,
      boolean superseded,
      List<RegistrarIndex> registrars) {}

  /**
   * A registrar's index.
   *
   * @param index null unless assessed
   * @param sentence the reason in words and numbers, which names a gate that was failed
   */
  public record RegistrarIndex(
      RegistrarId registrar,
      String name,
      IndexState state,
      @Nullable BigDecimal index,
      String sentence) {}

  /** The conclusion for all registrars; empty where there is no such evaluation. */
  @Transactional
  public Optional<Conclusion> conclusion(UUID id) {
    return evaluations
        .findByIdOptional(id)
        .map(
            evaluation ->
                new Conclusion(
                    id,
                    evaluation.scoringPolicyVersion,
                    evaluation.purpose,
                    policies.named(kind, evaluation.policyId).document().gates().stream()
                        .map(Gate::abuseGate)
                        .filter(Objects::nonNull)
                        .map(AbuseGate::name)
                        .collect(Collectors.toSet()),
                    evaluation.scoresRead,
                    evaluations.count("supersedes", id) > 0,
                    evaluations.results(id, RegistrarScope.all(), 0, Integer.MAX_VALUE).stream()
                        .map(Evaluations::index)
                        .toList()));
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
    EvaluationInput input = evaluations.getEntityManager().find(EvaluationInput.class, id);
    Map<RegistrarId, String> ways = new TreeMap<>();
    try {
      for (FrozenInputs.Registrar each :
          CanonicalJson.read(input.content, FrozenInputs.class).registrars()) {
        if (registrars.contains(each.id())) {
          ways.put(
              each.id(), words(NearestWay.of(definition, each.history(), each.abuse(), baseline)));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("evaluation " + id + " does not hold its inputs", e);
    }
    return ways;
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

  private static RegistrarIndex index(EvaluationResult result) {
    return new RegistrarIndex(
        RegistrarId.of(result.registrar),
        result.registrarName,
        result.state,
        result.index,
        result.sentence);
  }
}
