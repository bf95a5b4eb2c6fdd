package io.bailiwick.qpi.ledger;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.ledger.LedgerWriter.Booking;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.promotion.PortfolioClause;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what proved malicious inside the clawback window, and gives it back where the finding
 * was withdrawn. What is to be done is found by comparing findings with the state of accruals, so a
 * run that was cut off is gone on with by the next, and none does anything twice.
 */
@ApplicationScoped
class ClawbackService {

  private static final int PAGE = 2000;

  /** A finding counts for an accrual where abuse and validation fall into its window. */
  private static final String IN_THE_WINDOW =
      """
      f.roid = a.roid AND f.stands AND f.opened_at >= a.occurred_at
      AND f.validated_at < a.occurred_at + make_interval(days => ?)
      """;

  private final Sql sql;
  private final Offers offers;
  private final Findings findings;
  private final LedgerRepository ledger;
  private final LedgerWriter writer;
  private final Revaluation revaluation;
  private final RunTurns turns;
  private final Idempotency idempotency;
  private final Runs runs;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  ClawbackService(
      Sql sql,
      Offers offers,
      Findings findings,
      LedgerRepository ledger,
      LedgerWriter writer,
      Revaluation revaluation,
      RunTurns turns,
      Idempotency idempotency,
      Runs runs,
      BusinessClock clock,
      Caller caller) {
    this.sql = sql;
    this.offers = offers;
    this.findings = findings;
    this.ledger = ledger;
    this.writer = writer;
    this.revaluation = revaluation;
    this.turns = turns;
    this.idempotency = idempotency;
    this.runs = runs;
    this.clock = clock;
    this.caller = caller;
  }

  ClawbackSummary clawBack(UUID promotion, @Nullable String key) {
    return turns.take(() -> once(promotion, key));
  }

  private ClawbackSummary once(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    String by = caller.name();
    return idempotency.once(
        key,
        "clawback/" + promotion,
        Map.of("promotion", promotion),
        ClawbackSummary.class,
        () -> run(offer, by));
  }

  ClawbackSummary run(Offer offer, String by) {
    Instant now = clock.instant();
    long changes = findings.readToTheEnd();
    long clawedBack = repeat(offer, by, () -> malicious(offer));
    long reinstated =
        repeat(offer, by, () -> withdrawn(offer, TransactionKind.ABUSE_CLAWBACK, Set.of()));
    List<Share> under = QuarkusTransaction.requiringNew().call(() -> underClause(offer));
    Set<RegistrarId> registrars = new TreeSet<>();
    under.forEach(share -> registrars.add(share.registrar()));
    long portfolio = 0;
    for (Share share : under) {
      portfolio += repeat(offer, by, () -> rest(offer, share));
    }
    long portfolioReinstated =
        repeat(offer, by, () -> withdrawn(offer, TransactionKind.PORTFOLIO_CLAWBACK, registrars));
    ClawbackSummary summary =
        new ClawbackSummary(
            offer.id(),
            changes,
            clawedBack,
            reinstated,
            under.size(),
            portfolio,
            portfolioReinstated);
    boolean booked = clawedBack + reinstated + portfolio + portfolioReinstated > 0;
    QuarkusTransaction.requiringNew()
        .run(() -> runs.keep(RunKind.CLAWBACK, offer.id(), now, by, summary, booked));
    return summary;
  }

  /** Pages of what is to be done, each in a transaction that holds the account locked. */
  @FunctionalInterface
  private interface ToDo {
    List<NewTransaction> next();
  }

  private long repeat(Offer offer, String by, ToDo todo) {
    long done = 0;
    while (true) {
      int page =
          QuarkusTransaction.requiringNew()
              .call(
                  () -> {
                    var unused =
                        ledger.lockedAccount(offer.id(), PromotionTerms.caps(offer.terms()));
                    List<NewTransaction> transactions = todo.next();
                    if (!transactions.isEmpty()) {
                      Booking booking = writer.open(clock.instant(), by);
                      writer.write(booking, transactions);
                      var lines =
                          revaluation.write(
                              booking, offer, givenBack(transactions), clock.instant());
                    }
                    return transactions.size();
                  });
      done += page;
      if (page < PAGE) {
        return done;
      }
    }
  }

  /** A name that stands again is worth what its number says by now. */
  private static Set<PageBooking.Group> givenBack(List<NewTransaction> transactions) {
    Set<PageBooking.Group> groups = new TreeSet<>();
    for (NewTransaction transaction : transactions) {
      String period = transaction.source().period();
      if (transaction.kind() == TransactionKind.REINSTATEMENT && period != null) {
        groups.add(new PageBooking.Group(transaction.registrar(), period));
      }
    }
    return groups;
  }

  private List<NewTransaction> malicious(Offer offer) {
    int days = offer.terms().clawbackDays();
    return sql.list(
        """
        SELECT a.*, t.quantity, t.taxable, f.incident_id, f.threat, f.opened_at, f.validated_at
        FROM accrual a
        JOIN ledger_transaction t ON t.id = a.id
        CROSS JOIN LATERAL (SELECT * FROM abuse_finding f WHERE
        """
            + IN_THE_WINDOW
            + """
            ORDER BY f.validated_at, f.incident_id LIMIT 1) f
            WHERE a.promotion_id = ? AND a.roid IN (SELECT roid FROM abuse_finding WHERE stands)
              AND a.counted AND a.taken_by IS NULL
              AND NOT EXISTS (SELECT FROM ledger_transaction c
                              WHERE c.accrual_id = a.id AND c.kind = 'ABUSE_CLAWBACK')
            ORDER BY a.id LIMIT ?
            """,
        row ->
            LedgerRepository.accrual(row)
                .takenBack(
                    TransactionKind.ABUSE_CLAWBACK,
                    Ground.SUSPENDED_AS_MALICIOUS,
                    "%s since %s, validated on %s, inside the %d days after the registration."
                        .formatted(
                            row.text("threat"),
                            row.time("opened_at"),
                            row.time("validated_at"),
                            days),
                    "incident/" + row.id("incident_id"),
                    null,
                    row.time("validated_at")),
        days,
        offer.id(),
        PAGE);
  }

  /** What a clawback of the kind took, and what takes it no more. */
  private List<NewTransaction> withdrawn(
      Offer offer, TransactionKind kind, Set<RegistrarId> underClause) {
    boolean abuse = kind == TransactionKind.ABUSE_CLAWBACK;
    Instant now = clock.instant();
    return sql.list(
        """
        SELECT a.*, t.quantity, t.taxable, c.id AS clawback, c.amount AS taken_back, c.reference
        FROM accrual a
        JOIN ledger_transaction t ON t.id = a.id
        JOIN ledger_transaction c ON c.accrual_id = a.id AND c.kind = ?
        WHERE a.promotion_id = ? AND a.taken_by = ? AND NOT a.registrar = ANY (?)
          AND NOT (? AND EXISTS (SELECT FROM abuse_finding f WHERE
        """
            + IN_THE_WINDOW
            + "))\nORDER BY a.id LIMIT ?",
        row -> reinstatement(row, abuse, now),
        kind,
        offer.id(),
        kind,
        underClause.stream().map(RegistrarId::ianaId).toArray(Integer[]::new),
        abuse,
        offer.terms().clawbackDays(),
        PAGE);
  }

  private static NewTransaction reinstatement(Columns row, boolean abuse, Instant now)
      throws SQLException {
    OpenAccrual accrual = LedgerRepository.accrual(row);
    Money amount =
        LedgerRepository.money(row, "taken_back", accrual.holdings().pending().getCurrencyUnit());
    return accrual.reinstated(
        row.id("clawback"),
        amount,
        abuse
            ? "The finding does not stand any more."
            : "The portfolio clause does not apply any more.",
        row.textOrNull("reference"),
        now);
  }

  /**
   * A registrar's promotion names.
   *
   * @param malicious of those, clawed back for abuse
   */
  private record Share(RegistrarId registrar, long names, long malicious) {}

  private List<Share> underClause(Offer offer) {
    PortfolioClause clause = offer.terms().portfolioClause();
    if (clause == null) {
      return List.of();
    }
    return sql.list(
        """
        SELECT registrar, count(*) AS names, count(*) FILTER (WHERE taken_by = 'ABUSE_CLAWBACK') AS malicious
        FROM accrual WHERE promotion_id = ? AND counted
        GROUP BY registrar
        HAVING count(*) FILTER (WHERE taken_by = 'ABUSE_CLAWBACK') >= ?
           AND count(*) FILTER (WHERE taken_by = 'ABUSE_CLAWBACK') * 100 > ? * count(*)
        ORDER BY registrar
        """,
        row -> new Share(row.registrar("registrar"), row.number("names"), row.number("malicious")),
        offer.id(),
        clause.minimumNames(),
        clause.maliciousShare());
  }

  private List<NewTransaction> rest(Offer offer, Share share) {
    PortfolioClause clause = offer.terms().portfolioClause();
    Instant now = clock.instant();
    List<NewTransaction> transactions = new ArrayList<>();
    sql.list(
            LedgerRepository.ACCRUAL
                + """
                WHERE a.promotion_id = ? AND a.registrar = ? AND a.counted AND a.taken_by IS NULL
                  AND NOT EXISTS (SELECT FROM ledger_transaction c
                                  WHERE c.accrual_id = a.id AND c.kind = 'PORTFOLIO_CLAWBACK')
                ORDER BY a.id LIMIT ?
                """,
            LedgerRepository::accrual,
            offer.id(),
            share.registrar(),
            PAGE)
        .forEach(
            accrual ->
                transactions.add(
                    accrual.takenBack(
                        TransactionKind.PORTFOLIO_CLAWBACK,
                        Ground.PORTFOLIO_CLAUSE,
                        "%d of the registrar's %d promotion names proved malicious, more than %s %%."
                            .formatted(
                                share.malicious(),
                                share.names(),
                                clause == null
                                    ? "0"
                                    : clause.maliciousShare().stripTrailingZeros().toPlainString()),
                        null,
                        null,
                        now)));
    return transactions;
  }
}
