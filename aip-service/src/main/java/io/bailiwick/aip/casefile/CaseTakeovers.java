package io.bailiwick.aip.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Writes into the story of a case that another registrar may have taken over its creates. */
@ApplicationScoped
public class CaseTakeovers {
  private final CaseRepository cases;
  private final LimitClock limits;
  private final CaseJournal journal;

  @Inject
  CaseTakeovers(CaseRepository cases, LimitClock limits, CaseJournal journal) {
    this.cases = cases;
    this.limits = limits;
    this.journal = journal;
  }

  /** Whether the limit of a case runs; the case is locked. */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean lockLimited(UUID caseId) {
    return limited(caseId).isPresent();
  }

  /** A line in the story; nothing where no limit runs. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void note(UUID caseId, String note) {
    limited(caseId).ifPresent(file -> journal.noteTakeover(file, note));
  }

  private Optional<CaseFile> limited(UUID caseId) {
    return cases
        .locked(caseId)
        .filter(
            file -> {
              limits.endIfOver(file);
              return file.state == CaseState.LIMIT_IN_FORCE;
            });
  }
}
