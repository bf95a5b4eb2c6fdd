package io.bailiwick.qpi.statement;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.Ahead;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.statement.StatementDocument.Correction;
import io.bailiwick.qpi.statement.StatementDocument.Head;
import io.bailiwick.qpi.statement.StatementDocument.Line;
import io.bailiwick.qpi.statement.StatementRepository.Due;
import io.bailiwick.qpi.statement.StatementRepository.Issue;
import io.bailiwick.qpi.statement.StatementRepository.Issued;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/** Issues, corrects and shows statements. */
@ApplicationScoped
class StatementService {

  private static final int LONGEST_RUN_SECONDS = 3600;

  /** A statement is made in memory. */
  private static final int MOST_LINES = 200_000;

  /** So many transactions at once, each with its lines in memory. */
  private static final int AT_ONCE = 2;

  /** More than that nobody prints. */
  private static final int MOST_PRINTED_LINES = 20_000;

  private final StatementRepository statements;
  private final Policies policies;
  private final StatementPolicyKind kind;
  private final IngestGateway ingest;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  /** So many, or those of a statement, are issued by one transaction. */
  private final int linesAtOnce;

  @Inject
  StatementService(
      StatementRepository statements,
      Policies policies,
      StatementPolicyKind kind,
      IngestGateway ingest,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox,
      @ConfigProperty(name = "bailiwick.statement.lines-at-once") int linesAtOnce) {
    this.statements = statements;
    this.policies = policies;
    this.kind = kind;
    this.ingest = ingest;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
    this.linesAtOnce = linesAtOnce;
  }

  /**
   * Issues the statements of a period that is over.
   *
   * @param key the caller's Idempotency-Key
   */
  @Transactional
  @TransactionConfiguration(timeout = LONGEST_RUN_SECONDS)
  StatementsIssued issue(StatementRequest request, @Nullable String key) {
    StatementPeriod period = period(request.period());
    CurrencyUnit currency = currency(request.currency());
    if (clock.instant().isBefore(period.until())) {
      throw ProblemException.conflict(
          "The period is not over.", List.of("Ask again from " + period.until() + " on."));
    }
    return idempotency.once(
        key, "statement", request, StatementsIssued.class, () -> issue(request, period, currency));
  }

  private StatementsIssued issue(
      StatementRequest request, StatementPeriod period, CurrencyUnit currency) {
    PolicyVersion<StatementPolicy> policy = policies.use(kind, clock.today());
    Map<RegistrarId, AddGraceRefund> refunds = refunds(period.month(), policy.document());
    // Before the lock: who corrects a statement holds an account and then waits for the lock.
    QuarkusTransaction.requiringNew().run(statements::awaitBookings);
    statements.lock();
    RegistrarId only = request.registrar();
    if (only != null && statements.overlaps(only, currency.getCode(), period)) {
      throw ProblemException.conflict(
          "There is a statement of this registrar that covers the period or a part of it.",
          List.of("Read it: GET /v1/statements?registrar=" + only));
    }
    List<Due> due = new ArrayList<>(statements.due(only, currency.getCode(), period));
    if (only != null && due.isEmpty()) {
      due.add(new Due(only, Balances.NONE, 0, false));
    }
    Run run =
        new Run(
            period,
            currency,
            policy,
            refunds,
            caller.name(),
            statements.nextNumber(),
            (int) due.stream().filter(Due::stated).count());
    List<Batch> batches = batches(run, due, only != null);
    if (batches.isEmpty()) {
      return run.result(Done.NOTHING);
    }
    List<Ahead<Done>> issuing = new ArrayList<>();
    try {
      // The last is issued here, with the answer: where there is one only, both or neither is kept.
      for (Batch batch : batches.subList(0, batches.size() - 1)) {
        Ahead<Done> before = last(issuing, 1);
        var room = last(issuing, AT_ONCE).get();
        issuing.add(
            Ahead.of(
                () ->
                    QuarkusTransaction.requiringNew()
                        .timeout(LONGEST_RUN_SECONDS)
                        .call(() -> issue(run, batch, before))));
      }
      var room = last(issuing, AT_ONCE).get();
      return run.result(issue(run, batches.getLast(), last(issuing, 1)));
    } finally {
      issuing.forEach(Ahead::close);
    }
  }

  /** The one so many before the next. */
  private static Ahead<Done> last(List<Ahead<Done>> issuing, int back) {
    return issuing.size() < back
        ? Ahead.of(() -> Done.NOTHING)
        : issuing.get(issuing.size() - back);
  }

  private List<Batch> batches(Run run, List<Due> due, boolean alsoEmpty) {
    List<Batch> batches = new ArrayList<>();
    List<Due> batch = new ArrayList<>();
    long lines = 0;
    long number = run.number();
    for (Due each : due) {
      if (each.stated() || !alsoEmpty && each.lines() == 0 && each.opening().isNothing()) {
        continue;
      }
      if (each.lines() > MOST_LINES) {
        throw ProblemException.conflict(
            "Registrar %s has more than %d lines in the period."
                .formatted(each.registrar(), MOST_LINES),
            List.of("Choose a shorter period."));
      }
      if (lines + each.lines() > linesAtOnce && !batch.isEmpty()) {
        batches.add(new Batch(number, List.copyOf(batch)));
        number += batch.size();
        batch.clear();
        lines = 0;
      }
      batch.add(each);
      lines += each.lines();
    }
    if (!batch.isEmpty()) {
      batches.add(new Batch(number, List.copyOf(batch)));
    }
    return batches;
  }

  /**
   * What a run works with.
   *
   * @param number of its first statement
   * @param statedBefore registrars that have a statement of the period
   */
  private record Run(
      StatementPeriod period,
      CurrencyUnit currency,
      PolicyVersion<StatementPolicy> policy,
      Map<RegistrarId, AddGraceRefund> refunds,
      String by,
      long number,
      int statedBefore) {

    StatementsIssued result(Done done) {
      return new StatementsIssued(
          period.text(),
          currency.getCode(),
          done.ids().size(),
          statedBefore,
          done.lines(),
          done.closing().setScale(currency.getDecimalPlaces()),
          done.ids());
    }
  }

  /**
   * Statements that are issued by one transaction.
   *
   * @param first number of the first
   */
  private record Batch(long first, List<Due> due) {}

  /** What was issued so far. */
  private record Done(List<UUID> ids, long lines, BigDecimal closing) {
    static final Done NOTHING = new Done(List.of(), 0, BigDecimal.ZERO);

    Done plus(List<Issue> issues) {
      List<UUID> all = new ArrayList<>(ids);
      long moreLines = lines;
      BigDecimal moreClosing = closing;
      for (Issue issue : issues) {
        all.add(issue.head().id());
        moreLines += issue.document().lines().size();
        moreClosing = moreClosing.add(issue.document().closing().total());
      }
      return new Done(List.copyOf(all), moreLines, moreClosing);
    }
  }

  /**
   * Issues a batch in the current transaction while the one before it is being issued, and ends
   * after that, so that numbers have no gaps and a run that was cut off is gone on with by the
   * next. What it reads does not change any more: the period is over, and nothing of it is being
   * booked.
   */
  private Done issue(Run run, Batch batch, Ahead<Done> before) {
    List<Issue> issues = made(run, batch);
    statements.insert(issues);
    statements.check();
    Done done = before.get();
    audit.recordFor(
        run.by(),
        QpiAction.STATEMENTS_ISSUED,
        "statements/" + run.period().text() + "/" + run.currency().getCode(),
        CanonicalJson.map(run.result(Done.NOTHING.plus(issues))));
    issues.forEach(this::publish);
    return done.plus(issues);
  }

  private List<Issue> made(Run run, Batch batch) {
    String currency = run.currency().getCode();
    Map<RegistrarId, List<Line>> unstated =
        statements.unstated(
            batch.due().stream().map(Due::registrar).toList(), currency, run.period());
    List<Issue> issues = new ArrayList<>();
    for (Due due : batch.due()) {
      Instant now = clock.instant();
      Head head =
          new Head(
              Ids.next(),
              batch.first() + issues.size(),
              null,
              due.registrar(),
              currency,
              run.period(),
              now,
              now.plus(Duration.ofDays(run.policy().document().disputeDays())),
              due.opening(),
              run.refunds().get(due.registrar()));
      issues.add(
          made(
              head,
              unstated.getOrDefault(due.registrar(), List.of()),
              head.id(),
              run.policy().id(),
              run.by()));
    }
    return issues;
  }

  private static Issue made(Head head, List<Line> lines, UUID first, UUID policy, String by) {
    StatementDocument document = StatementDocument.of(head, lines);
    String json = document.json();
    return new Issue(head, document, first, policy, by, json, Hashes.sha256Hex(json));
  }

  private void publish(Issue issue) {
    Head head = issue.head();
    outbox.publish(
        QpiEvent.STATEMENT_ISSUED,
        "statement/" + head.id(),
        Map.of(
            "id", head.id(),
            "number", StatementDocument.number(head.number()),
            "registrar", head.registrar(),
            "currency", head.currency(),
            "period", head.period().text(),
            "closing", issue.document().closing().total(),
            "sha256", issue.sha256()));
  }

  /**
   * Issues a statement that takes the place of the one that stands, with more lines.
   *
   * @param statement any statement of the period
   * @param more transactions that are on no statement
   * @return the new one
   */
  @Transactional(Transactional.TxType.MANDATORY)
  UUID correct(UUID statement, List<UUID> more, String reason) {
    statements.lock();
    PolicyVersion<StatementPolicy> policy = policies.use(kind, clock.today());
    Issued any = statements.issued(statement, RegistrarScope.all()).orElseThrow();
    Issued before =
        statements.issued(statements.latest(any.first()), RegistrarScope.all()).orElseThrow();
    Head old = before.head();
    List<Line> lines = new ArrayList<>(statements.lines(old.id()));
    more.forEach(id -> lines.add(statements.transaction(id).orElseThrow()));
    Instant now = clock.instant();
    Head head =
        new Head(
            Ids.next(),
            statements.nextNumber(),
            new Correction(old.id(), StatementDocument.number(old.number()), reason),
            old.registrar(),
            old.currency(),
            old.period(),
            now,
            now.plus(Duration.ofDays(policy.document().disputeDays())),
            statements.opening(old.registrar(), old.currency(), old.period()),
            old.addGraceRefund());
    Issue issue = made(head, lines, before.first(), policy.id(), caller.name());
    StatementDocument document = issue.document();
    statements.insert(List.of(issue));
    audit.record(
        QpiAction.STATEMENT_CORRECTED,
        "statement/" + head.id(),
        Map.of(
            "corrects", old.id(),
            "number", document.number(),
            "reason", reason,
            "closing", document.closing().total()));
    publish(issue);
    return head.id();
  }

  /** Where the numbers of the month are not known, nothing is said. */
  private Map<RegistrarId, AddGraceRefund> refunds(@Nullable Month month, StatementPolicy policy) {
    Map<RegistrarId, AddGraceRefund> refunds = new HashMap<>();
    if (month == null) {
      return refunds;
    }
    List<Portfolio> portfolios;
    try {
      portfolios = ingest.portfolios(month).registrars();
    } catch (ProblemException e) {
      if (e.code() == ErrorCode.PEER_AWAY) {
        return refunds;
      }
      throw e;
    }
    for (Portfolio portfolio : portfolios) {
      Long creates = portfolio.creates();
      Long kept = portfolio.createsKept();
      if (creates != null && kept != null && kept <= creates) {
        refunds.put(portfolio.registrar(), policy.refund(kept, creates - kept));
      }
    }
    return refunds;
  }

  @Transactional
  Page<StatementView> list(
      @Nullable RegistrarId registrar,
      @Nullable String currency,
      @Nullable String period,
      PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    return Page.of(
        request,
        StatementView.class,
        (after, limit) ->
            statements.page(
                registrar,
                currency,
                period,
                scope,
                after == null ? 0 : Cursor.number(after),
                limit),
        view -> Cursor.key(Long.parseLong(view.number().substring(2))));
  }

  @Transactional
  StatementView get(UUID id) {
    return statements
        .view(id, caller.scope())
        .orElseThrow(() -> ProblemException.notFound("statement"));
  }

  /** The document as it was issued, with its digest. */
  @Transactional
  Read read(UUID id) {
    Issued issued =
        statements
            .issued(id, caller.scope())
            .orElseThrow(() -> ProblemException.notFound("statement"));
    Correction correctedBy = issued.correctedBy();
    return new Read(
        statements.document(id),
        issued.sha256(),
        correctedBy == null ? null : correctedBy.number());
  }

  /** What was read of a statement. */
  record Read(String json, String sha256, @Nullable String correctedBy) {

    String csv() {
      return StatementCsv.of(StatementDocument.read(json));
    }

    String page() {
      StatementDocument document = StatementDocument.read(json);
      if (document.lines().size() > MOST_PRINTED_LINES) {
        throw ProblemException.conflict(
            "The statement has more than %d lines, which nobody prints."
                .formatted(MOST_PRINTED_LINES),
            List.of("Read it as CSV or JSON."));
      }
      return StatementPage.of(document, sha256, correctedBy);
    }
  }

  /** The statement that a caller may see, without its lines. */
  Optional<Issued> visible(UUID id) {
    return statements.issued(id, caller.scope());
  }

  private static StatementPeriod period(String text) {
    try {
      return StatementPeriod.of(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          "The period cannot be read.",
          new Violation(
              "period",
              "is a month (2026-04) or two days (2026-04-01/2026-10-01), at most 2 years"));
    }
  }

  private static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException e) {
      throw ProblemException.invalid(
          "There is no such currency.", new Violation("currency", "is an ISO 4217 code"));
    }
  }
}
