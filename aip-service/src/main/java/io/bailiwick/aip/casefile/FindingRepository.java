package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class FindingRepository implements PanacheRepositoryBase<Finding, UUID> {
  boolean exists(UUID scoringRunId, RegistrarId registrar) {
    return count("scoringRunId = ?1 and registrar = ?2", scoringRunId, registrar.ianaId()) > 0;
  }

  List<Finding> ofCase(UUID caseId) {
    return list("caseId", Sort.by("id"), caseId);
  }

  List<Finding> ofCases(List<UUID> caseIds) {
    return caseIds.isEmpty() ? List.of() : list("caseId in ?1", Sort.by("id"), caseIds);
  }
}
