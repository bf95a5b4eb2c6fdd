package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * Who stands before the store, and what the ordinary audit trail is told of it: that the person
 * used the store on a day. Not how often, nor for what: a second entry after a first would tell
 * that there was something to go on with.
 */
@ApplicationScoped
class Clearance {
  private static final String SUBJECT = "sensitive-store";

  private final Caller caller;
  private final SensitiveStore store;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  Clearance(Caller caller, SensitiveStore store, BusinessClock clock, AuditTrail audit) {
    this.caller = caller;
    this.store = store;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * The cleared person of the registry who calls; told to the ordinary trail before anything is
   * done, whatever comes of it.
   *
   * @throws ProblemException FORBIDDEN for a token that is held to registrars, whatever other roles
   *     it has
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  String clearedPerson() {
    if (!caller.scope().isAll()) {
      throw ProblemException.forbidden("Your roles do not include this.");
    }
    String person = caller.name();
    LocalDate today = clock.today();
    boolean told =
        store.transaction(
            db ->
                db.number(
                        "SELECT count(*) FROM sensitive.day_of_use WHERE person = ? AND day = ?",
                        person,
                        today)
                    > 0);
    if (!told) {
      audit.record(SensitiveAction.SENSITIVE_USED, SUBJECT, Map.of());
      store.transaction(
          db ->
              db.update(
                  "INSERT INTO sensitive.day_of_use (person, day) VALUES (?, ?) ON CONFLICT DO NOTHING",
                  person,
                  today));
    }
    return person;
  }

  /** Somebody who has no clearance, or a registrar's cleared contact: not told to anybody. */
  String person() {
    return caller.name();
  }

  /** Whether the caller is of the registry, not held to registrars. */
  boolean isOfRegistry() {
    return caller.scope().isAll();
  }

  /** IANA IDs that the caller is held to. */
  Integer[] registrars() {
    return caller.scope().sqlIds();
  }

  /** That the glass was broken is reported: who for, by whom, how long. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void reportBreakGlass(UUID grant, String person, String requestedBy, int minutes) {
    audit.record(
        SensitiveAction.SENSITIVE_BREAK_GLASS_GRANTED,
        SUBJECT,
        Map.of("grant", grant, "person", person, "requestedBy", requestedBy, "minutes", minutes));
  }
}
