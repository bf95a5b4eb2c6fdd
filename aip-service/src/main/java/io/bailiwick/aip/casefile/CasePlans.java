package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of a case that plans are about, within the transaction that keeps the plan. */
@ApplicationScoped
public class CasePlans {
  private final CaseService cases;
  private final CaseJournal journal;

  @Inject
  CasePlans(CaseService cases, CaseJournal journal) {
    this.cases = cases;
    this.journal = journal;
  }

  /** What a plan needs to know of its case. */
  public record PlannedCase(UUID id, String reference, RegistrarId registrar, CaseState state) {}

  /** A case that the caller may read. */
  @Transactional
  public PlannedCase readable(UUID id) {
    return planned(cases.readable(id));
  }

  /** The same, held until the transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public PlannedCase locked(UUID id) {
    return planned(cases.locked(id));
  }

  @Transactional(Transactional.TxType.MANDATORY)
  public PlannedCase file(UUID id, String note) {
    return apply(id, CaseEvent.FILE_PLAN, CaseFacts.NONE, note);
  }

  @Transactional(Transactional.TxType.MANDATORY)
  public PlannedCase agree(UUID id, @Nullable String note) {
    return apply(id, CaseEvent.AGREE_PLAN, CaseFacts.NONE, note);
  }

  /**
   * @param agreed whether there is a plan with exit criteria that both sides agreed to
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public PlannedCase startMonitoring(UUID id, boolean agreed, @Nullable String note) {
    return apply(id, CaseEvent.START_MONITORING, CaseFacts.ofPlan(agreed), note);
  }

  private PlannedCase apply(UUID id, CaseEvent event, CaseFacts facts, @Nullable String note) {
    CaseFile file = cases.locked(id);
    journal.apply(file, event, facts, note);
    return planned(file);
  }

  private static PlannedCase planned(CaseFile file) {
    return new PlannedCase(
        file.id,
        Objects.requireNonNull(file.reference),
        RegistrarId.of(file.registrar),
        file.state);
  }
}
