package io.bailiwick.qpi.ledger;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs over each promotion that was ever accrued, one after the other: in any number of replicas
 * each promotion is taken up by one, which claims it in the database.
 */
@ApplicationScoped
class LedgerSchedule {

  private static final Logger LOG = Logger.getLogger(LedgerSchedule.class);

  private final Sql sql;
  private final Offers offers;
  private final AccrualService accruals;
  private final MaturityService maturity;
  private final ClawbackService clawback;
  private final BusinessClock clock;
  private final Duration pause;

  @Inject
  LedgerSchedule(
      Sql sql,
      Offers offers,
      AccrualService accruals,
      MaturityService maturity,
      ClawbackService clawback,
      BusinessClock clock,
      @ConfigProperty(name = "bailiwick.ledger.pause") Duration pause) {
    this.sql = sql;
    this.offers = offers;
    this.accruals = accruals;
    this.maturity = maturity;
    this.clawback = clawback;
    this.clock = clock;
    this.pause = pause;
  }

  @Scheduled(
      identity = "ledger",
      every = "{bailiwick.ledger.every}",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    var unused = runDue();
  }

  /** How many promotions it took up. */
  int runDue() {
    int done = 0;
    Instant now = clock.instant();
    for (Optional<UUID> next = claim(now); next.isPresent(); next = claim(now)) {
      UUID promotion = next.get();
      try {
        Offer offer = QuarkusTransaction.requiringNew().call(() -> offers.offer(promotion));
        var accrued = accruals.run(offer, AuditTrail.SYSTEM);
        var clawedBack = clawback.run(offer, AuditTrail.SYSTEM);
        var matured = maturity.run(offer, AuditTrail.SYSTEM);
        done++;
      } catch (ProblemException e) {
        LOG.warnf("Promotion %s waits for the next time: %s", promotion, e.getMessage());
      }
    }
    return done;
  }

  /** The next promotion whose time has come; nobody else takes it up until its pause is over. */
  Optional<UUID> claim(Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<UUID> next =
                  sql.first(
                      """
                      SELECT promotion_id FROM promotion_account WHERE runs_after <= ?
                      ORDER BY runs_after, promotion_id LIMIT 1 FOR UPDATE SKIP LOCKED
                      """,
                      row -> row.id("promotion_id"),
                      now);
              next.ifPresent(
                  promotion ->
                      sql.update(
                          "UPDATE promotion_account SET runs_after = ? WHERE promotion_id = ?",
                          now.plus(pause),
                          promotion));
              return next;
            });
  }
}
