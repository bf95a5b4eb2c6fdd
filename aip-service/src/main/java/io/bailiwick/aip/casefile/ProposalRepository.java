package io.bailiwick.aip.casefile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ProposalRepository implements PanacheRepositoryBase<LimitProposal, UUID> {
  List<LimitProposal> ofCase(UUID caseId) {
    return list("caseId", Sort.by("id"), caseId);
  }

  /** The proposal of a case that nobody has decided. */
  Optional<LimitProposal> open(UUID caseId) {
    return find("caseId = ?1 and outcome is null", caseId).firstResultOptional();
  }

  /** The case of a proposal, without loading the proposal before its case is locked. */
  Optional<UUID> caseOf(UUID proposalId) {
    return getEntityManager()
        .createQuery("select p.caseId from LimitProposal p where p.id = ?1", UUID.class)
        .setParameter(1, proposalId)
        .getResultStream()
        .findFirst();
  }
}
