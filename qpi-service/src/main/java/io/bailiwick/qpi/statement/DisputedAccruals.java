package io.bailiwick.qpi.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;

/** What a settlement leaves out. */
@ApplicationScoped
public class DisputedAccruals {

  private final DisputeRepository disputes;

  @Inject
  DisputedAccruals(DisputeRepository disputes) {
    this.disputes = disputes;
  }

  /**
   * Accruals with an open dispute of which nothing is held, since nothing was payable when it was
   * filed. What is held needs no leaving out: the hold is a line itself.
   */
  @Transactional
  public Set<UUID> withoutHold() {
    return disputes.unheldAccruals();
  }
}
