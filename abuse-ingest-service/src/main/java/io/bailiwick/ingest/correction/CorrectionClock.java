package io.bailiwick.ingest.correction;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;

/**
 * Tells, once each, which corrections are open past their time. That is all that time does to them:
 * lists compare with the clock by themselves, and only a person decides.
 */
@ApplicationScoped
class CorrectionClock {
  private static final int BATCH = 500;

  private final CorrectionRepository corrections;
  private final Policies policies;
  private final CorrectionPolicy kind;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  CorrectionClock(
      CorrectionRepository corrections,
      Policies policies,
      CorrectionPolicy kind,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.corrections = corrections;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Scheduled(
      identity = "corrections-overdue",
      every = "{bailiwick.corrections.sweep}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void announce() {
    switch (policies.inForce(kind, clock.today()).document().overdue()) {
      case LIST -> {}
      case ANNOUNCE -> corrections.toAnnounce(clock.instant(), BATCH).forEach(this::announce);
    }
  }

  private void announce(Correction correction) {
    Instant now = clock.instant();
    corrections.announced(correction.id(), now);
    Map<String, Object> content =
        Map.of(
            "correction", correction.id(),
            "incident", correction.incidentId(),
            "kind", correction.kind(),
            "origin", correction.origin(),
            "dueAt", correction.dueAt());
    String subject = "correction/" + correction.id();
    audit.recordBySystem(CorrectionAction.OVERDUE, subject, content);
    outbox.publish(CorrectionAction.OVERDUE, subject, content);
  }
}
