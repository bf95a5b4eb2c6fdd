package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.bench.IngestWork.Answer;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A steady load over all four services, at a rate that does not wait for the answers. Who is told
 * to come again, or loses the connection, sends the same again, as callers are told to do: each
 * request is to succeed in the end, and to have been done once.
 */
final class Load implements AutoCloseable {
  /** Rows of a payload and events of an upload. */
  static final int PIECES = 20;

  /** As the generated registry numbers them. */
  private static final int FIRST_REGISTRAR = 90_001;

  private static final int REGISTRARS = 40;
  private static final int NAMES = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration ONE_TRY = Duration.ofSeconds(40);
  private static final List<String> CATEGORIES =
      List.of("PHISHING", "MALWARE", "PHARMING", "BOTNET", "SPAM", "FRAUD");
  private static final String CALM_MONTH = "2026-01";
  private static final int CALM_NAMES = 400;

  /** What is asked for. */
  enum Kind {
    PAYLOAD(SuiteService.INGEST, "data-operator", 4, 20),
    REGISTER_EVENTS(SuiteService.INGEST, "data-operator", 2, 20),
    REPORT(SuiteService.INGEST, "reporter", 6, 20),
    INCIDENTS(SuiteService.INGEST, "abuse-analyst", 5, 20),
    SCORES(SuiteService.SCORING, "scoring-operator", 4, 20),
    RUN(SuiteService.SCORING, "scoring-operator", 1, 1),
    EVALUATION(SuiteService.QPI, "account-manager", 1, 1),
    ACCRUAL(SuiteService.QPI, "finance", 1, 1),
    BALANCES(SuiteService.QPI, "finance", 4, 20),
    CANDIDATES(SuiteService.AIP, "compliance-officer", 1, 1),
    CASES(SuiteService.AIP, "compliance-officer", 2, 20),
    DECISION(SuiteService.AIP, "srs", 9, 40);

    private final SuiteService service;
    private final String role;
    private final int weight;
    private final int atOnce;

    /**
     * @param weight of forty requests, so many
     * @param atOnce no more are begun while so many are on their way
     */
    Kind(SuiteService service, String role, int weight, int atOnce) {
      this.service = service;
      this.role = role;
      this.weight = weight;
      this.atOnce = atOnce;
    }
  }

  private final Suite suite;
  private final SuiteClient client;
  private final Findings findings;
  private final boolean alone;
  private final GeneratedRegistry registry =
      new GeneratedRegistry(Instant.parse("2026-01-01T00:00:00Z"), REGISTRARS, NAMES, 0);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ConcurrentMap<Kind, String> tokens = new ConcurrentHashMap<>();
  private final Map<Kind, Semaphore> places = new EnumMap<>(Kind.class);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Kind, Set<Integer>> accepted = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong heldBack = new AtomicLong();
  private final AtomicLong tries = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong absent = new AtomicLong();
  private final ConcurrentMap<String, Integer> refusals = new ConcurrentHashMap<>();
  private final Queue<String> unclear = new ConcurrentLinkedQueue<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
  private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private Thread pace = Thread.currentThread();
  private volatile Instant limitEnds = Instant.EPOCH;
  private volatile int limited;
  private final AtomicLong refusedBefore = new AtomicLong();
  private final AtomicLong allowedAfter = new AtomicLong();
  private String promotion = "";
  private String run = "";
  private long startedAt;
  private double seconds;

  /**
   * @param alone whether nobody else adds to the facts
   */
  Load(Suite suite, Findings findings, boolean alone) {
    this.alone = alone;
    this.suite = suite;
    this.client = new SuiteClient(suite);
    this.findings = findings;
    for (Kind kind : Kind.values()) {
      places.put(kind, new Semaphore(kind.atOnce));
      accepted.put(kind, ConcurrentHashMap.newKeySet());
    }
  }

  /** Registry data, a feed, a month that does not change any more, and a promotion. */
  void prepare() throws IOException, InterruptedException {
    Path file =
        Files.createDirectories(suite.options().data().resolve("deposits")).resolve("deposit.zip");
    registry.full(file, 0, 0);
    client.upload("/v1/deposits", "application/zip", BodyPublishers.ofFile(file));
    Files.delete(file);
    for (String feed : List.of("calm", "load")) {
      client.post(
          SuiteService.INGEST,
          "/v1/feeds",
          "data-operator",
          """
          {"name": "%1$s", "title": "Load", "family": "%1$s", "format": "GENERIC_CSV", "defaultThreat": "PHISHING",
           "columns": {"value": "value", "time": "time"}}
          """
              .formatted(feed),
          201);
    }
    client.upload(
        payloadPath("calm"),
        "text/csv",
        BodyPublishers.ofString(rows(0, CALM_NAMES, "2026-01-15 08:00:00")));
    promotion = client.promotion("load", FIRST_REGISTRAR, REGISTRARS);
    client.clock(SuiteService.QPI, "2026-03-20T00:00:00Z");
    run =
        client
            .post(
                SuiteService.SCORING,
                "/v1/runs",
                "scoring-operator",
                "{\"month\": \"%s\"}".formatted(CALM_MONTH),
                200,
                201)
            .path("id")
            .asText();
  }

  /**
   * A registrar is limited until then, by the real clock: its creates are refused before, and never
   * after.
   */
  void limit(int registrar, Instant ends) {
    limited = registrar;
    limitEnds = ends;
  }

  private static String payloadPath(String feed) {
    return "/v1/feeds/" + feed + "/payloads?historicalFrom=2026-01-01&historicalTo=2026-06-30";
  }

  private String rows(int from, int count, String time) {
    StringBuilder text = new StringBuilder("value,time\n");
    for (int i = from; i < from + count; i++) {
      text.append("http://%s.org/%d,%s\n".formatted(registry.label(i % NAMES), i, time));
    }
    return text.toString();
  }

  /** Names that payloads with these numbers tell of. */
  static long names(Set<Integer> payloads) {
    return payloads.stream()
        .flatMapToInt(number -> IntStream.range(0, PIECES).map(i -> (number * PIECES + i) % NAMES))
        .distinct()
        .count();
  }

  private static String events(int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PIECES; i++) {
      text.append(
          """
          {"id": "L%1$d-%2$d", "type": "CREATE", "name": "load-%1$d-%2$d.org", "roid": "L%1$d-%2$d-ORG", "registrar": %3$d, "occurredAt": "%4$s", "years": 1}
          """
              .formatted(
                  number,
                  i,
                  FIRST_REGISTRAR + (number * PIECES + i) % REGISTRARS,
                  Instant.parse("2026-03-10T00:00:00Z").plusSeconds(number)));
    }
    return text.toString();
  }

  /** Begins to send; returns at once. */
  void start(double perSecond) {
    running = true;
    startedAt = System.nanoTime();
    List<Kind> cycle = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      cycle.addAll(Collections.nCopies(kind.weight, kind));
    }
    Collections.shuffle(cycle, new Random(1));
    pace =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (long i = 0; running; i++) {
                    long due = startedAt + (long) (i * 1e9 / perSecond);
                    long wait;
                    while ((wait = due - System.nanoTime()) > 0) {
                      LockSupport.parkNanos(wait);
                    }
                    begin(cycle.get((int) (i % cycle.size())));
                  }
                });
  }

  private void begin(Kind kind) {
    Semaphore place = places.get(kind);
    if (place == null || !place.tryAcquire()) {
      heldBack.incrementAndGet();
      return;
    }
    begun.incrementAndGet();
    int number = numbers.incrementAndGet();
    Thread sender =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    untilDone(kind, number);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } finally {
                    place.release();
                    underWay.remove(Thread.currentThread());
                  }
                });
    underWay.add(sender);
    sender.start();
  }

  private void untilDone(Kind kind, int number) throws InterruptedException {
    HttpRequest request = request(kind, number);
    long from = System.nanoTime();
    while (true) {
      tries.incrementAndGet();
      Instant sent = Instant.now();
      Answer answer = send(request);
      if (answer.isTaken()) {
        latencies.add(System.nanoTime() - from);
        done(kind, number, answer, sent);
        return;
      }
      if (!mayTryAgain(kind, answer)) {
        return;
      }
      if (System.nanoTime() - from > PATIENCE.toNanos()) {
        unclear.add("%s was not taken within %s: %s".formatted(kind, PATIENCE, answer));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(
          Math.max(1, answer.retryAfter()) * 1000L + ThreadLocalRandom.current().nextInt(500));
    }
  }

  private boolean mayTryAgain(Kind kind, Answer answer) {
    if (answer.status() == 0) {
      return true;
    }
    refusals.merge(answer.status() + " " + problem(answer), 1, Integer::sum);
    boolean again = answer.status() == 503 || answer.status() == 507 || answer.status() == 429;
    if (!again || !answer.isClear(answer.status())) {
      unclear.add("%s: %s (Retry-After %d)".formatted(kind, answer, answer.retryAfter()));
    }
    return again;
  }

  private static String problem(Answer answer) {
    String type = answer.json().path("type").asText("no problem");
    return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
  }

  private void done(Kind kind, int number, Answer answer, Instant sent) {
    Set<Integer> all = accepted.get(kind);
    if (all != null) {
      all.add(number);
    }
    if (kind == Kind.DECISION && limited != 0) {
      decided(answer.json().path("allowed").asBoolean(), sent, answer);
    }
  }

  private void decided(boolean allowed, Instant sent, Answer answer) {
    if (sent.isAfter(limitEnds.plusSeconds(1))) {
      allowedAfter.incrementAndGet();
      if (!allowed) {
        unclear.add(
            "a create was refused after the limit's end " + limitEnds + ": " + answer.text());
      }
    } else if (Instant.now().isBefore(limitEnds)) {
      refusedBefore.incrementAndGet();
      if (allowed) {
        unclear.add("a create was allowed before the limit's end " + limitEnds);
      }
    }
  }

  private HttpRequest request(Kind kind, int number) {
    String token = tokens.computeIfAbsent(kind, k -> suite.token(k.role, k.role));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(suite.url(kind.service) + path(kind)))
            .timeout(ONE_TRY)
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", "load-" + number);
    String body = body(kind, number);
    return body.isEmpty()
        ? request.GET().build()
        : request
            .header(
                "Content-Type",
                switch (kind) {
                  case PAYLOAD -> "text/csv";
                  case REGISTER_EVENTS -> "application/x-ndjson";
                  default -> "application/json";
                })
            .POST(BodyPublishers.ofString(body))
            .build();
  }

  private String path(Kind kind) {
    return switch (kind) {
      case PAYLOAD -> payloadPath("load");
      case REGISTER_EVENTS -> "/v1/register-events";
      case REPORT -> "/v1/reports";
      case INCIDENTS -> "/v1/incidents?limit=20";
      case SCORES -> "/v1/runs/" + run + "/scores?limit=20";
      case RUN -> "/v1/runs";
      case EVALUATION -> "/v1/evaluations";
      case ACCRUAL -> "/v1/promotions/" + promotion + "/accruals";
      case BALANCES -> "/v1/ledger/balances?limit=20";
      case CANDIDATES -> "/v1/candidate-runs";
      case CASES -> "/v1/cases?limit=20";
      case DECISION -> "/v1/command-decisions";
    };
  }

  /** Empty for what is read. */
  private String body(Kind kind, int number) {
    return switch (kind) {
      case PAYLOAD ->
          rows(number * PIECES, PIECES, "2026-03-%02d 08:00:00".formatted(1 + number % 28));
      case REGISTER_EVENTS -> events(number);
      case REPORT ->
          """
          {"url": "https://%s.org/%d", "category": "%s", "description": "Asks for card numbers",
           "seenAt": "%s", "reference": "R-%d"}
          """
              .formatted(
                  registry.label(number % NAMES),
                  number,
                  // The same name, category, reporter and day would be the same report.
                  CATEGORIES.get(number / NAMES % CATEGORIES.size()),
                  Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS),
                  number);
      case RUN, EVALUATION -> "{\"month\": \"%s\"}".formatted(CALM_MONTH);
      case ACCRUAL -> "{}";
      case CANDIDATES -> "{\"runId\": \"%s\"}".formatted(run);
      case DECISION ->
          "{\"registrar\": %d, \"command\": \"domain:create\", \"name\": \"new-%d.org\"}"
              .formatted(limited == 0 ? FIRST_REGISTRAR : limited, number);
      case INCIDENTS, SCORES, BALANCES, CASES -> "";
    };
  }

  private Answer send(HttpRequest request) throws InterruptedException {
    try {
      return Answer.of(http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (ConnectException e) {
      absent.incrementAndGet();
      return Answer.NONE;
    } catch (IOException e) {
      lost.incrementAndGet();
      return Answer.NONE;
    }
  }

  /** Begins nothing more, and waits until everything that was begun is through. */
  void finish() throws InterruptedException {
    running = false;
    seconds = SuiteClient.seconds(startedAt);
    pace.join(); // or one that it is just beginning would not be waited for
    for (Thread sender : List.copyOf(underWay)) {
      sender.join();
    }
  }

  /** What came of it, in words and checks. */
  void report() {
    long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    findings.say(
        "  %,d requests in %.0f s (%.1f a second), %,d tries: %,d found nobody, %,d lost the connection, told to come again: %s",
        begun.get(),
        seconds,
        begun.get() / seconds,
        tries.get(),
        absent.get(),
        lost.get(),
        refusals.isEmpty() ? "none" : new TreeMap<>(refusals));
    if (heldBack.get() > 0) {
      findings.say(
          "  %,d were not begun because too many of their kind were on their way", heldBack.get());
    }
    if (sorted.length > 0) {
      findings.say(
          "  from the first try to success: median %.0f ms, 99 %% within %.1f s, the longest %.1f s",
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e9,
          sorted[sorted.length - 1] / 1e9);
    }
    findings.check(
        sorted.length == begun.get(), "%d of %d requests came through", sorted.length, begun.get());
    unclear.stream()
        .map(line -> line.substring(0, Math.min(600, line.length())))
        .collect(
            Collectors.groupingBy(
                line -> line.replaceAll("[0-9a-f]{8}-[0-9a-f-]+|[0-9]{4}-[0-9T:.Z-]+", "…"),
                TreeMap::new,
                Collectors.counting()))
        .forEach((line, count) -> findings.check(false, "%d times: %s", count, line));
  }

  /** Every accepted request is there, once, and the sums are those that the load knows. */
  void accountFor() throws IOException, InterruptedException {
    Set<Integer> payloads = accepted(Kind.PAYLOAD);
    equal(
        "payloads, each once",
        payloads.size(),
        number(
            SuiteService.INGEST,
            """
            SELECT count(DISTINCT p.sha256) * (count(*) = count(DISTINCT p.sha256))::int
            FROM payload p JOIN feed f ON f.id = p.feed_id WHERE f.name = 'load'
            """));
    equal(
        "observations",
        (long) payloads.size() * PIECES,
        number(
            SuiteService.INGEST,
            """
            SELECT count(*) FROM observation o JOIN payload p ON p.id = o.payload_id JOIN feed f ON f.id = p.feed_id
            WHERE f.name = 'load'
            """));
    equal(
        "events that tell of a payload",
        payloads.size(),
        number(
            SuiteService.INGEST,
            """
            SELECT count(*) FROM outbox_event WHERE subject IN (
              SELECT 'payload/' || p.id FROM payload p JOIN feed f ON f.id = p.feed_id WHERE f.name = 'load')
            """));
    long creates = (long) accepted(Kind.REGISTER_EVENTS).size() * PIECES;
    equal(
        "registration events",
        creates,
        number(
            SuiteService.INGEST,
            "SELECT count(DISTINCT name) * (count(*) = count(DISTINCT name))::int FROM registration_event WHERE name LIKE 'load-%'"));
    equal(
        "reports",
        accepted(Kind.REPORT).size(),
        number(SuiteService.INGEST, "SELECT count(*) FROM report"));
    money(creates);
    scores();
    chains();
    if (limited != 0) {
      findings.say(
          "  a limit that ended meanwhile: creates refused %d times before its end, allowed %d times after it",
          refusedBefore.get(), allowedAfter.get());
      findings.check(refusedBefore.get() > 0 && allowedAfter.get() > 0, "the limit was not seen");
    }
  }

  private void money(long creates) throws IOException, InterruptedException {
    client.post(
        SuiteService.QPI, "/v1/promotions/" + promotion + "/accruals", "finance", "{}", 200);
    equal(
        "accruals, one for each create",
        creates,
        number(
            SuiteService.QPI,
            "SELECT count(*) * (count(*) = count(DISTINCT name))::int FROM ledger_transaction WHERE kind = 'ACCRUAL'"));
    equal(
        "US dollars accrued, two for each create",
        2 * creates,
        number(
            SuiteService.QPI,
            "SELECT coalesce(sum(amount), 0)::bigint FROM ledger_transaction WHERE kind = 'ACCRUAL'"));
    equal(
        "transactions that do not balance, and days whose sums are not those of their transactions",
        0,
        number(
            SuiteService.QPI,
            """
            SELECT (SELECT count(*) FROM (
                      SELECT transaction_id FROM ledger_entry GROUP BY transaction_id, currency
                      HAVING sum(CASE side WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0) wrong)
                 + (SELECT count(*) FROM (
                      SELECT registrar, currency, pending, payable, lines FROM ledger_day
                      EXCEPT
                      SELECT registrar, currency, sum(pending), sum(payable), count(*) FROM ledger_transaction
                      GROUP BY promotion_id, registrar, currency, (recorded_at AT TIME ZONE 'UTC')::date) wrong)
            """));
  }

  /**
   * The month that nothing was added to, and the one that everything was added to: by what the load
   * knows, or where others added something, by what ingest has.
   */
  private void scores() throws IOException, InterruptedException {
    long known =
        number(
            SuiteService.INGEST,
            """
            SELECT count(*) FROM incident
            WHERE state = 'ATTRIBUTED' AND merged_into IS NULL
              AND opened_at >= '2026-03-01' AND opened_at < '2026-04-01'
            """);
    if (alone) {
      equal("incidents of the month with news in ingest", names(accepted(Kind.PAYLOAD)), known);
      equal(
          "runs of the month without news that count other than %d incidents".formatted(CALM_NAMES),
          0,
          number(
              SuiteService.SCORING,
              """
              SELECT count(*) FROM run r WHERE r.month = '%s-01' AND %d <> (
                SELECT count(*) FROM scored_part p
                JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar
                WHERE p.snapshot_id = r.snapshot_id)
              """
                  .formatted(CALM_MONTH, CALM_NAMES)));
    }
    awaitScored();
    JsonNode march =
        client.post(
            SuiteService.SCORING,
            "/v1/runs",
            "scoring-operator",
            "{\"month\": \"2026-03\"}",
            200,
            201);
    equal(
        "incidents in the scores of the month with news",
        known,
        number(
            SuiteService.SCORING,
            """
            SELECT count(*) FROM run r
            JOIN scored_part p ON p.snapshot_id = r.snapshot_id
            JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar
            WHERE r.id = '%s'
            """
                .formatted(march.path("id").asText())));
    equal(
        "runs of a month with the same inputs as the one before",
        0,
        number(
            SuiteService.SCORING,
            """
            SELECT count(*) FROM run r JOIN run b ON b.id = r.supersedes
            WHERE r.snapshot_sha256 = b.snapshot_sha256 AND r.policy_id = b.policy_id AND r.mature = b.mature
            """));
  }

  /** Until the schedule has scored again what changed. */
  private void awaitScored() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (number(SuiteService.SCORING, "SELECT count(*) FROM rescoring_due") > 0) {
      if (System.nanoTime() > deadline) {
        findings.check(false, "months are still to be scored again after %s", PATIENCE);
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  void chains() throws IOException, InterruptedException {
    for (SuiteService service : SuiteService.values()) {
      JsonNode audit = client.get(service, "/v1/audit-verification", "auditor");
      findings.check(
          audit.path("valid").asBoolean(), "the audit chain of %s: %s", service.module(), audit);
    }
    findings.say("  the audit chains of all four services hold");
  }

  /** Of these payloads, those whose bytes ingest does not know. */
  Set<Integer> missing(Set<Integer> payloads) {
    DatabaseAccess access = suite.database(SuiteService.INGEST);
    Set<String> known =
        Set.of(
            IngestWork.text(
                    access,
                    access.owner(),
                    "SELECT coalesce(string_agg(sha256, ','), '') FROM payload")
                .split(","));
    return payloads.stream()
        .filter(number -> !known.contains(sha256(body(Kind.PAYLOAD, number))))
        .collect(Collectors.toSet());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<Integer> accepted(Kind kind) {
    return accepted.getOrDefault(kind, Set.of());
  }

  private void equal(String what, long expected, long found) {
    findings.check(expected == found, "%s: %,d, expected %,d", what, found, expected);
    if (expected == found) {
      findings.say("  %,d %s", found, what);
    }
  }

  private long number(SuiteService service, String sql) {
    DatabaseAccess access = suite.database(service);
    return Long.parseLong(IngestWork.text(access, access.owner(), sql));
  }

  SuiteClient client() {
    return client;
  }

  @Override
  public void close() {
    running = false;
    underWay.forEach(Thread::interrupt);
  }
}
