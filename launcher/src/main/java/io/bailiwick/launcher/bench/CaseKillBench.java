package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes cases from candidate to their end, and kills the service or PostgreSQL at a random point of
 * every transition. The same request is sent again until the case is where it leads to. In the end
 * the cases, their orders, clocks, messages, events and audit entries are those of the same cases
 * in peace: nothing is lost, and nothing done twice.
 */
final class CaseKillBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SHORTEST = 5_000_000;
  private static final int FIRST_REGISTRAR = 90_001;
  private static final String CONFIRMED_ON = "2026-03-02T09:00:00Z";

  /** The time to respond, fifteen business days by the policy that the service begins with. */
  private static final String RESPONSE_OVER = "2026-03-24T09:00:00Z";

  /** What the schedule does depends on the time between two steps; here only the steps count. */
  private static final Map<String, String> NOTHING_BY_THE_CLOCK =
      Map.of(
          "BAILIWICK_LIMITS_SWEEP", "off",
          "BAILIWICK_MESSAGES_EVERY", "off",
          "BAILIWICK_CLOCKS_EVERY", "off",
          "BAILIWICK_CONTESTS_EVERY", "off",
          "BAILIWICK_GROUNDS_EVERY", "off");

  private static final String SNAPSHOT = "5f".repeat(32);

  /** As scoring tells one. */
  private static final String SCORE =
      """
      {"registrar": %1$d, "registrarName": "Registrar %1$d", "month": "2026-01", "domains": 60, "dumSum": 310000,
       "days": 31, "meanDum": 10000, "ratePer10k": 60.00, "clopperPearsonLowerOneSided": 47.89, "families": 3,
       "mature": true, "fragile": false, "runVersion": 1, "policyVersion": 1, "snapshotSha256": "%2$s",
       "reward": {"gate": "REWARD", "state": "DOES_NOT_HOLD", "summary": "-", "clauses": [], "notInUse": []},
       "intervention": {"gate": "INTERVENTION", "state": "HOLDS", "summary": "60 names", "clauses": [], "notInUse": []},
       "acute": {"gate": "ACUTE", "state": "DOES_NOT_HOLD", "summary": "-", "clauses": [], "notInUse": []}}
      """;

  private final SuiteOptions options;
  private final int kills;
  private final long seed;
  private final Findings findings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param kills one for each transition of a case; rounded up to whole cases
   * @param seed of the random points, so that a run can be repeated
   */
  CaseKillBench(SuiteOptions options, int kills, long seed, PrintStream out) {
    this.options =
        options.withServices(Set.of(SuiteService.AIP)).withSettings(NOTHING_BY_THE_CLOCK);
    this.kills = kills;
    this.seed = seed;
    this.findings = new Findings(out);
  }

  /** Who acts, as a token says it. */
  private enum Person {
    OFFICER("compliance-officer", "olga"),
    DECIDER("decider", "dora"),
    REVIEWER("appeal-reviewer", "rita"),
    REGISTRAR("registrar-admin", "maria");

    final String role;
    final String user;

    Person(String role, String user) {
      this.role = role;
      this.user = user;
    }
  }

  /**
   * A transition to ask for.
   *
   * @param path with {@code %s} for what it is done to
   * @param of what that is: the case, or the last thing of a kind that the case has
   * @param state of the case afterwards
   * @param events of the case's history afterwards, which tells a step from the one before where
   *     the state does not
   */
  private record Step(
      Person person, String path, Subject of, String body, String state, int events) {}

  private enum Subject {
    CASE,
    PROPOSAL,
    ORDER,
    APPEAL
  }

  private static final List<Step> COMMON =
      List.of(
          new Step(
              Person.OFFICER,
              "/v1/candidates/%s/confirmation",
              Subject.CASE,
              "{\"reason\": \"Looked at name by name\"}",
              "CONFIRMED",
              2),
          new Step(
              Person.OFFICER,
              "/v1/cases/%s/notices",
              Subject.CASE,
              """
              {"reasons": "Above the threshold in three of four months",
               "evidenceIncidents": ["0199f7c2-7a1e-7000-8000-00000000000a"],
               "appealText": "Write to the appeal reviewer within 60 days"}
              """,
              "NOTIFIED",
              3),
          new Step(
              Person.REGISTRAR,
              "/v1/cases/%s/acknowledgement",
              Subject.CASE,
              "{}",
              "ACKNOWLEDGED",
              4),
          new Step(
              Person.REGISTRAR,
              "/v1/cases/%s/plan",
              Subject.CASE,
              """
              {"summary": "Verify telephone numbers",
               "measures": [{"code": "phone-verification", "title": "Every new account verifies a telephone number",
                             "owner": "Maria", "dueOn": "2026-05-01"}],
               "target": {"metric": "RATE_LOWER_BOUND", "atMost": 8, "confidence": 0.95},
               "exit": {"months": 2, "exitGateHolds": true, "interventionGateClear": false, "measuresDone": true}}
              """,
              "PLAN_FILED",
              5),
          new Step(
              Person.OFFICER,
              "/v1/cases/%s/plan-agreement",
              Subject.CASE,
              "{\"version\": 1}",
              "PLAN_AGREED",
              6),
          new Step(Person.OFFICER, "/v1/cases/%s/monitoring", Subject.CASE, "{}", "MONITORING", 7),
          new Step(
              Person.OFFICER,
              "/v1/cases/%s/limit-proposals",
              Subject.CASE,
              """
              {"mode": "FULL_STOP", "days": 14, "reasons": "The rate rose although the plan was agreed",
               "measure": "Fewer than 5 names in the month", "decider": "dora"}
              """,
              "LIMIT_PROPOSED",
              8),
          new Step(
              Person.DECIDER,
              "/v1/limit-proposals/%s/decision",
              Subject.PROPOSAL,
              "{\"outcome\": \"APPROVED\", \"reasons\": \"Proportionate\"}",
              "LIMIT_IN_FORCE",
              9));

  private static final List<Step> LIFTED =
      List.of(
          new Step(
              Person.DECIDER,
              "/v1/restriction-orders/%s/lift",
              Subject.ORDER,
              "{\"reason\": \"The measure is met\"}",
              "REVIEW",
              10),
          new Step(
              Person.OFFICER,
              "/v1/cases/%s/restoration",
              Subject.CASE,
              "{\"reason\": \"Good standing\"}",
              "RESTORED",
              11));

  private static final List<Step> REVERSED =
      List.of(
          new Step(
              Person.REGISTRAR,
              "/v1/limit-proposals/%s/appeals",
              Subject.PROPOSAL,
              "{\"grounds\": \"Forty names were compromised sites\", \"stay\": false}",
              "LIMIT_IN_FORCE",
              10),
          new Step(
              Person.REVIEWER,
              "/v1/appeals/%s/decision",
              Subject.APPEAL,
              "{\"outcome\": \"REVERSED\", \"reasons\": \"The names were compromised\"}",
              "REVERSED",
              11));

  private static List<Step> steps(int number) {
    List<Step> steps = new ArrayList<>(COMMON);
    steps.addAll(number % 2 == 0 ? LIFTED : REVERSED);
    return steps;
  }

  /** Whether troubled cases are as those in peace. */
  boolean run() throws IOException, InterruptedException {
    int transitions = COMMON.size() + LIFTED.size();
    int cases = Math.ceilDiv(kills, transitions);
    findings.say(
        "Killing while cases are decided: ./run bench case-kills --kills %d (random points from seed %d)",
        kills, seed);
    findings.say("%s", Machine.describe());
    AtomicInteger caught = new AtomicInteger();
    Map<String, String> troubled = course(cases, new Random(seed), caught);
    Map<String, String> peaceful = course(cases, null, new AtomicInteger());
    findings.compare(troubled, peaceful);
    findings.say("");
    findings.say(
        "%d cases of %d transitions, %d kills, %d of them while the answer was awaited",
        cases, transitions, cases * transitions, caught.get());
    peaceful.forEach((table, facts) -> findings.say("  %-20s %s", table, facts));
    return findings.end(options.root(), "case-kills.txt", "the same cases as in peace");
  }

  /** Puts a registrar under a limit, in peace; its IANA ID. */
  int limit(Suite suite) throws IOException, InterruptedException {
    SuiteClient client = new SuiteClient(suite);
    String id = candidates(client, 1).getFirst();
    client.clock(SuiteService.AIP, CONFIRMED_ON);
    for (Step step : COMMON) {
      if (step.state().equals("LIMIT_PROPOSED")) {
        client.clock(SuiteService.AIP, RESPONSE_OVER);
      }
      take(suite, client, id, 0, step, null, new long[1], new AtomicInteger());
    }
    return FIRST_REGISTRAR;
  }

  /**
   * All cases, one after the other.
   *
   * @param random points of the kills; null: in peace
   */
  private Map<String, String> course(int cases, @Nullable Random random, AtomicInteger caught)
      throws IOException, InterruptedException {
    try (Suite suite = Suite.start(options, line -> {})) {
      SuiteClient client = new SuiteClient(suite);
      List<String> ids = candidates(client, cases);
      long[] span = {200_000_000};
      for (int number = 0; number < cases; number++) {
        client.clock(SuiteService.AIP, CONFIRMED_ON);
        for (Step step : steps(number)) {
          if (step.state().equals("LIMIT_PROPOSED")) {
            client.clock(SuiteService.AIP, RESPONSE_OVER);
          }
          take(suite, client, ids.get(number), number, step, random, span, caught);
        }
      }
      JsonNode audit = client.get(SuiteService.AIP, "/v1/audit-verification", "auditor");
      findings.check(audit.path("valid").asBoolean(), "the audit chain holds: %s", audit);
      return facts(client);
    }
  }

  private void take(
      Suite suite,
      SuiteClient client,
      String id,
      int number,
      Step step,
      @Nullable Random random,
      long[] span,
      AtomicInteger caught)
      throws InterruptedException {
    int registrar = FIRST_REGISTRAR + number;
    String subject = subject(client, id, step.of());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(suite.url(SuiteService.AIP) + step.path().formatted(subject)))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header(
                "Authorization",
                "Bearer "
                    + suite.token(
                        step.person().role,
                        step.person().user,
                        step.person() == Person.REGISTRAR
                            ? List.of(Integer.toString(registrar))
                            : List.of()))
            .POST(BodyPublishers.ofString(step.body()));
    if (random != null) {
      boolean service = random.nextInt(2) == 0;
      AtomicInteger status = new AtomicInteger();
      Thread sender = Thread.ofVirtual().start(() -> status.set(send(request.build()).status()));
      TimeUnit.NANOSECONDS.sleep(random.nextLong(span[0]));
      if (service) {
        suite.crash(SuiteService.AIP);
      } else {
        suite.crashPostgres();
      }
      sender.join();
      boolean inFlight = status.get() / 100 != 2;
      caught.addAndGet(inFlight ? 1 : 0);
      // Follows what is seen, so that kills meet the work.
      span[0] = Math.max(SHORTEST, span[0] * (inFlight ? 11 : 7) / 10);
      findings.say(
          "  case %d, to %s: %s killed, answered %s",
          number + 1,
          step.state(),
          service ? "the service" : "PostgreSQL",
          inFlight ? "nothing or an error" : "already");
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isThere(client, id, step)) {
      Answer answer = send(request.build());
      if (answer.status() / 100 == 4 && !isThere(client, id, step)) {
        throw new LaunchException("%s answered %s".formatted(step.path(), answer));
      }
      if (System.nanoTime() > deadline) {
        throw new LaunchException("Not taken within " + PATIENCE.toSeconds() + " s: " + answer);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /**
   * What came back.
   *
   * @param status 0 where nothing came back
   */
  private record Answer(int status, String body) {}

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> answer =
          http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted");
    }
  }

  private static boolean isThere(SuiteClient client, String id, Step step) {
    return text(
            client,
            """
            SELECT c.state = '%s' AND (SELECT max(sequence) FROM case_history h WHERE h.case_id = c.id) = %d
            FROM casefile c WHERE c.id = '%s'
            """
                .formatted(step.state(), step.events(), id))
        .equals("t");
  }

  private static String subject(SuiteClient client, String id, Subject of) {
    return switch (of) {
      case CASE -> id;
      case PROPOSAL -> last(client, "limit_proposal", id);
      case ORDER -> last(client, "restriction_order", id);
      case APPEAL -> last(client, "appeal", id);
    };
  }

  private static String last(SuiteClient client, String table, String id) {
    return text(
        client,
        "SELECT id FROM %s WHERE case_id = '%s' ORDER BY id DESC LIMIT 1".formatted(table, id));
  }

  /** As the service writes them when it has read scores. */
  private static List<String> candidates(SuiteClient client, int cases) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < cases; number++) {
      String id = "0199f7c2-0000-7000-8000-%012d".formatted(number + 1);
      int registrar = FIRST_REGISTRAR + number;
      client.sql(
          SuiteService.AIP,
          """
          INSERT INTO casefile (id, version, registrar, registrar_name, state, created_at)
          VALUES ('%1$s', 0, %2$d, 'Registrar %2$d', 'CANDIDATE', '2026-03-02T08:00:00Z');
          INSERT INTO finding (id, case_id, registrar, scoring_run_id, scoring_run_version, month, snapshot_sha256,
                               policy_version, summary, score, found_at)
          VALUES (gen_random_uuid(), '%1$s', %2$d, '%1$s', 1, '2026-01', '%3$s', 1, 'Benchmark', '%4$s', '2026-03-02T08:00:00Z');
          INSERT INTO case_history (id, case_id, sequence, to_state, actor, occurred_at)
          VALUES (gen_random_uuid(), '%1$s', 1, 'CANDIDATE', 'benchmark', '2026-03-02T08:00:00Z')
          """
              .formatted(id, registrar, SNAPSHOT, SCORE.formatted(registrar, SNAPSHOT)));
      ids.add(id);
    }
    return ids;
  }

  /**
   * Number and digest of what each table holds, without identifiers and times; without numbers of
   * cases, of which a kill may leave one out, and without the lists of orders, which are issued
   * anew as time goes by.
   */
  private static Map<String, String> facts(SuiteClient client) {
    Map<String, String> facts = new TreeMap<>();
    Map.of(
            "casefile", "registrar, state, reference IS NULL",
            "case_history", "case_id, sequence, event, from_state, to_state, actor",
            "notice", "case_id, reasons, respond_by, sent_by",
            "limit_proposal", "case_id, days, proposer, decider, outcome, decided_by",
            "restriction_order", "case_id, lifted_by, lifted_at IS NULL, reversed_at IS NULL",
            "appeal", "case_id, step, grounds",
            "case_clock", "case_id, kind, outcome, last_day",
            "case_message", "case_id, occasion, regexp_replace(subject, 'AIP-[0-9-]+', 'AIP')",
            "outbox_event WHERE type <> 'restriction-list.issued'", "type")
        .forEach(
            (table, columns) ->
                facts.put(
                    table,
                    text(
                        client,
                        """
                        SELECT count(*) || ' ' || coalesce(md5(string_agg(t, E'\\n' ORDER BY t)), '')
                        FROM (SELECT ROW(%s)::text AS t FROM %s) rows
                        """
                            .formatted(columns, table))));
    facts.put(
        "audit_entry",
        text(
            client,
            "SELECT count(*) || ' ' || md5(string_agg(action, ' ' ORDER BY action)) FROM audit_entry"));
    return facts;
  }

  private static String text(SuiteClient client, String sql) {
    try (Connection connection = client.owner(SuiteService.AIP);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new LaunchException("The cases cannot be read: " + e.getMessage(), e);
    }
  }
}
