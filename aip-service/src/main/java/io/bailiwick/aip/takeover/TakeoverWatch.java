package io.bailiwick.aip.takeover;

import io.bailiwick.aip.casefile.CaseTakeovers;
import io.bailiwick.aip.ingest.Creates;
import io.bailiwick.aip.ingest.IngestGateway;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Day;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the creates of one that is limited go on elsewhere: at every registrar of its
 * family whose creates have risen at all, and at every other whose creates have risen by more than
 * the policy's factor. Compared are the whole days (UTC) of the order so far, at most as many as
 * the policy says, with as many days before the one on which it began. A flag with its numbers, for
 * people; it limits nobody.
 */
@ApplicationScoped
class TakeoverWatch {
  private static final Logger LOG = Logger.getLogger(TakeoverWatch.class);
  private static final MathContext DIGITS = new MathContext(6);

  private final OrderService orders;
  private final CaseTakeovers cases;
  private final UnfoundedCases unfounded;
  private final IngestGateway ingest;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final Sql sql;
  private final BusinessClock clock;

  @Inject
  TakeoverWatch(
      OrderService orders,
      CaseTakeovers cases,
      UnfoundedCases unfounded,
      IngestGateway ingest,
      Policies policies,
      AipPolicyKind policyKind,
      AuditTrail audit,
      Outbox outbox,
      Sql sql,
      BusinessClock clock) {
    this.orders = orders;
    this.cases = cases;
    this.unfounded = unfounded;
    this.ingest = ingest;
    this.policies = policies;
    this.policyKind = policyKind;
    this.audit = audit;
    this.outbox = outbox;
    this.sql = sql;
    this.clock = clock;
  }

  @Scheduled(identity = "takeover", every = "{bailiwick.takeover.every}")
  void lookBySchedule() {
    try {
      var unused = look();
    } catch (ProblemException e) {
      LOG.infof("takeovers are looked for later: %s", e.getMessage());
    }
  }

  /** Looks at all orders that run; the flags that are new. */
  List<TakeoverFlag> look() {
    List<TakeoverFlag> found = new ArrayList<>();
    for (OrderView order : orders.running()) {
      found.addAll(look(order));
    }
    return found;
  }

  private List<TakeoverFlag> look(OrderView order) {
    PolicyVersion<AipPolicy> policy =
        QuarkusTransaction.requiringNew().call(() -> policies.use(policyKind, clock.today()));
    int most = policy.document().orders().takeoverDays();
    LocalDate began = LocalDate.ofInstant(order.startsAt(), ZoneOffset.UTC);
    LocalDate first = began.plusDays(1);
    LocalDate until = earlier(clock.today(), first.plusDays(most));
    if (!until.isAfter(first)) {
      return List.of();
    }
    LocalDate from = began.minusDays(most);
    int daysAfter = (int) ChronoUnit.DAYS.between(first, until);
    Map<RegistrarId, Shift> shifts = new TreeMap<>();
    for (Creates creates : ingest.creates(new Day(from), new Day(until))) {
      boolean before = creates.day().isBefore(began);
      boolean after = !creates.day().isBefore(first);
      shifts.merge(
          creates.registrar(),
          new Shift(before ? creates.creates() : 0, most, after ? creates.creates() : 0, daysAfter),
          (one, other) ->
              new Shift(
                  one.before() + other.before(), most, one.after() + other.after(), daysAfter));
    }
    Set<RegistrarId> limited = Set.copyOf(order.registrars());
    shifts.keySet().removeAll(limited);
    Map<RegistrarId, String> families = ingest.families(new Day(clock.today()));
    Set<String> theirs = new HashSet<>();
    limited.stream().map(families::get).filter(Objects::nonNull).forEach(theirs::add);
    List<TakeoverFlag> found = new ArrayList<>();
    shifts.forEach(
        (registrar, shift) -> {
          String family = families.get(registrar);
          boolean shared = family != null && theirs.contains(family);
          BigDecimal factor = shared ? BigDecimal.ONE : policy.document().orders().takeoverFactor();
          if (shift.exceeds(factor.doubleValue(), shifts.size())) {
            TakeoverFlag flag =
                new TakeoverFlag(
                    Ids.next(),
                    order.id(),
                    order.caseId(),
                    registrar,
                    shared ? family : null,
                    first,
                    most,
                    shift.before(),
                    daysAfter,
                    shift.after(),
                    factor,
                    new BigDecimal(shift.chance(factor.doubleValue())).round(DIGITS),
                    shifts.size(),
                    policy.version(),
                    clock.instant());
            if (QuarkusTransaction.requiringNew().call(() -> keep(flag, policy.id()))) {
              found.add(flag);
            }
          }
        });
    return found;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether it is new: a registrar is flagged once for an order. */
  private boolean keep(TakeoverFlag flag, UUID policyId) {
    // The case first, as its transitions do it.
    if (!cases.lockLimited(flag.caseId())) {
      return false;
    }
    long rows =
        sql.update(
            """
            INSERT INTO takeover_flag (id, order_id, case_id, registrar, family, first_day, days_before, creates_before,
              days_after, creates_after, factor, chance, registrars, policy_id, policy_version, flagged_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (order_id, registrar) DO NOTHING
            """,
            flag.id(),
            flag.orderId(),
            flag.caseId(),
            flag.registrar(),
            flag.family(),
            flag.firstDay(),
            flag.daysBefore(),
            flag.createsBefore(),
            flag.daysAfter(),
            flag.createsAfter(),
            flag.factor(),
            flag.chance(),
            flag.registrars(),
            policyId,
            flag.policyVersion(),
            flag.flaggedAt());
    if (rows == 0) {
      return false;
    }
    String subject = "case/" + flag.caseId();
    audit.recordBySystem(TakeoverAction.FLAGGED, subject, CanonicalJson.map(flag));
    outbox.publish(TakeoverAction.FLAGGED, subject, flag);
    cases.note(
        flag.caseId(),
        "Registrar %s%s created %d names in %d days, and %d in the %d days before the limit."
            .formatted(
                flag.registrar(),
                flag.family() == null ? "" : ", of the family " + flag.family() + ",",
                flag.createsAfter(),
                flag.daysAfter(),
                flag.createsBefore(),
                flag.daysBefore()));
    return true;
  }

  List<TakeoverFlag> flags(
      @Nullable UUID order, @Nullable UUID caseId, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM takeover_flag
        WHERE (?::uuid IS NULL OR order_id = ?) AND (?::uuid IS NULL OR case_id = ?) AND (?::uuid IS NULL OR id > ?)
          AND (? OR NOT EXISTS (
            SELECT FROM casefile c WHERE c.id = takeover_flag.case_id AND c.state = 'UNFOUNDED'))
        ORDER BY id LIMIT ?
        """,
        row ->
            new TakeoverFlag(
                row.id("id"),
                row.id("order_id"),
                row.id("case_id"),
                row.registrar("registrar"),
                row.textOrNull("family"),
                row.day("first_day"),
                (int) row.number("days_before"),
                row.number("creates_before"),
                (int) row.number("days_after"),
                row.number("creates_after"),
                row.decimal("factor"),
                row.decimal("chance"),
                (int) row.number("registrars"),
                (int) row.number("policy_version"),
                row.time("flagged_at")),
        order,
        order,
        caseId,
        caseId,
        after,
        after,
        unfounded.areShown(),
        limit);
  }
}
