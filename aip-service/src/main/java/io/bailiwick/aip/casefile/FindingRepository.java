package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class FindingRepository implements PanacheRepositoryBase<Finding, UUID> {
  boolean exists(UUID scoringRunId, RegistrarId registrar, FindingGate gate) {
    return count(
            "scoringRunId = ?1 and registrar = ?2 and gate = ?3",
            scoringRunId,
            registrar.ianaId(),
            gate)
        > 0;
  }

  /** Whether the acute gate is among what made it a case. */
  boolean isAcute(UUID caseId) {
    return count("caseId = ?1 and gate = ?2", caseId, FindingGate.ACUTE) > 0;
  }

  List<Finding> ofCase(UUID caseId) {
    return list("caseId", Sort.by("id"), caseId);
  }

  List<Finding> ofCases(List<UUID> caseIds) {
    return caseIds.isEmpty() ? List.of() : list("caseId in ?1", Sort.by("id"), caseIds);
  }
}
