package io.bailiwick.aip.evidence;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which packets a decision rests on. */
@ApplicationScoped
public class CitedEvidence {
  /** Of the member with which a request names packets. */
  public static final String NAMED =
      "Evidence packets of the case that the decision rests on; left out: all that are frozen";

  /** Packets that one request may name. */
  public static final int MOST = 10_000;

  private final EvidenceRepository evidence;

  @Inject
  CitedEvidence(EvidenceRepository evidence) {
    this.evidence = evidence;
  }

  /**
   * The packets that a decision in a case cites, each once, in the order in which they were frozen.
   *
   * @param named those that the decider names; null for all that are frozen now
   * @throws ProblemException INVALID where one is not of the case, or none is named
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<UUID> cited(UUID caseId, @Nullable List<UUID> named) {
    List<UUID> all = evidence.packetsOfCase(caseId);
    if (named == null) {
      return all;
    }
    Set<UUID> wanted = new LinkedHashSet<>(named);
    if (wanted.isEmpty() || !all.containsAll(wanted)) {
      throw ProblemException.invalid(
          "A decision rests on evidence of its own case.",
          new Violation("packets", "names packets of this case, or is left out"));
    }
    return all.stream().filter(wanted::contains).toList();
  }
}
