package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Scores a month of a large registry through the APIs of ingest and scoring. All data come in
 * through the API, too: four months of deposits and reports, so that the rules that look back have
 * something to look at.
 */
final class ScoringBench {
  private static final int NAMES = 12_000_000;
  private static final int REGISTRARS = 500;
  private static final int FEEDS = 5;
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 12, 1);
  private static final String MONTH = "2026-03";
  private static final LocalDate MONTH_BEGINS = LocalDate.of(2026, 3, 1);
  private static final int DAYS = 121;

  /** Of the names, in parts of 100,000, that a day changes; a fourth of them is created. */
  private static final int CHANGES = 40;

  /** One of so many names from before is listed once in the four months. */
  private static final int OLD_LISTED = 200;

  /** One of so many names that are created in the four months. */
  private static final int NEW_LISTED = 4;

  private static final int DAYS_LISTED = 20;
  private static final int URLS = 3;
  private static final int ROUNDS = 5;
  private static final double SCORED = 10;
  private static final double RECOMPUTED = 600;
  private static final double SEEN = 5;
  private static final double AGGREGATES = 1.5;

  private final SuiteOptions options;
  private final Findings findings;

  ScoringBench(SuiteOptions options, PrintStream out) {
    this.options =
        options
            .withServices(Set.of(SuiteService.INGEST, SuiteService.SCORING))
            .withZones(List.of("org"));
    this.findings = new Findings(out);
  }

  /**
   * Whether the numbers agree with the generator's and the aims are met.
   *
   * <p>A data directory that holds what such a run has loaded is used again: loading takes nearly
   * all of the time.
   *
   * @param names in the registry; 0: twelve million
   */
  boolean run(int names) throws IOException, InterruptedException {
    int size = names == 0 ? NAMES : names;
    findings.say("Scoring a month: ./run bench scoring%s", names == 0 ? "" : " --names " + names);
    findings.say("%s", Machine.describe());
    Path marker = options.data().resolve("loaded.txt");
    String loaded = "edition 1, %d names".formatted(size);
    boolean kept = Files.exists(marker) && Files.readString(marker).startsWith(loaded);
    SuiteOptions byHand =
        (kept ? options.withKeptData() : options)
            .withSettings(Map.of("BAILIWICK_RESCORING_EVERY", "off"));
    try (Suite started = Suite.start(byHand, line -> {})) {
      SuiteClient suite = new SuiteClient(started);
      if (kept) {
        findings.say("  what an earlier run has loaded: %s", Files.readString(marker));
      } else {
        String what = load(suite, size);
        settle(suite);
        Files.writeString(marker, loaded + ", " + what);
      }
      judgeByTheseData(suite);
      aggregates(suite);
      score(suite);
    }
    try (Suite started = Suite.start(options.withKeptData(), line -> {})) {
      SuiteClient suite = new SuiteClient(started);
      suite.clock(SuiteService.SCORING, "2026-06-01T00:00:00Z");
      run(suite);
      // What came before is scored, and left alone for its ten seconds.
      TimeUnit.SECONDS.sleep(30);
      events(suite);
    }
    return findings.end(
        options.root(),
        "scoring.txt",
        "scored in time, as fast as SQL by hand, and every event seen");
  }

  private String load(SuiteClient suite, int names) throws IOException, InterruptedException {
    int[] changes = new int[DAYS];
    Arrays.fill(changes, 1, DAYS, CHANGES);
    Instant first = Instant.parse(FIRST_DAY.plusDays(1) + "T00:00:00Z");
    GeneratedRegistry registry = new GeneratedRegistry(first, REGISTRARS, names, changes);
    Path file = Files.createDirectories(options.data().resolve("deposits")).resolve("deposit.zip");
    for (int feed = 0; feed < FEEDS; feed++) {
      suite.post(
          SuiteService.INGEST,
          "/v1/feeds",
          "data-operator",
          """
          {"name": "f%1$d", "title": "Benchmark", "family": "f%1$d", "format": "GENERIC_CSV",
           "defaultThreat": "%2$s", "columns": {"value": "value", "time": "time"}}
          """
              .formatted(feed, feed % 2 == 0 ? "PHISHING" : "MALWARE"),
          201);
    }
    long from = System.nanoTime();
    registry.full(file, 0, 0);
    double written = SuiteClient.seconds(from);
    from = System.nanoTime();
    suite.upload("/v1/deposits", "application/zip", BodyPublishers.ofFile(file));
    findings.say(
        "  FULL deposit of %,d names, %,d registrars: %.0f s (written in %.0f s)",
        names, REGISTRARS, SuiteClient.seconds(from), written);
    from = System.nanoTime();
    for (int day = 1; day < DAYS; day++) {
      registry.diff(file, day, day);
      suite.upload("/v1/deposits", "application/zip", BodyPublishers.ofFile(file));
    }
    Files.delete(file);
    findings.say("  %d DIFF deposits: %.0f s", DAYS - 1, SuiteClient.seconds(from));
    from = System.nanoTime();
    List<Listed> listed = listed(registry, names);
    long observations = 0;
    long before = 0;
    for (int day = 0; day < DAYS; day++) {
      boolean scored = !FIRST_DAY.plusDays(day).isBefore(MONTH_BEGINS);
      for (int feed = 0; feed < FEEDS; feed++) {
        String csv = reports(registry, listed, day, feed, scored);
        long rows = csv.lines().count() - 1;
        if (rows > 0) {
          JsonNode payload =
              suite.upload(
                  "/v1/feeds/f%d/payloads?historicalFrom=2025-12-01&historicalTo=2026-04-01"
                      .formatted(feed),
                  "text/csv",
                  BodyPublishers.ofString(csv));
          findings.check(
              payload.path("rows").path("accepted").asLong() == rows,
              "%,d rows sent, %s",
              rows,
              payload.path("rows"));
          if (scored) {
            observations += rows;
          } else {
            before += rows;
          }
        }
      }
    }
    String what =
        String.format(
            Locale.ROOT,
            "%,d observations of the month and %,d of the three before it, %,d names ever listed",
            observations,
            before,
            listed.size());
    findings.say("  %s: %.0f s", what, SuiteClient.seconds(from));
    return what;
  }

  /**
   * A name that is listed.
   *
   * @param from the day of its first listing
   */
  private record Listed(int number, int from) {}

  private static List<Listed> listed(GeneratedRegistry registry, int names) {
    List<Listed> listed = new ArrayList<>();
    for (int number = 1; number < names; number += OLD_LISTED) {
      listed.add(new Listed(number, (number / OLD_LISTED * 37) % DAYS));
    }
    for (int day = 1; day < DAYS; day++) {
      for (int number = registry.countAt(day - 1); number < registry.countAt(day); number++) {
        if (number % NEW_LISTED == 0) {
          listed.add(new Listed(number, day + 1 + number % 7));
        }
      }
    }
    return listed;
  }

  /** One in three names is known to one feed only; before the scored month a name is told once. */
  private static String reports(
      GeneratedRegistry registry, List<Listed> listed, int day, int feed, boolean scored) {
    StringBuilder csv = new StringBuilder("value,time\n");
    LocalDate date = FIRST_DAY.plusDays(day);
    for (Listed name : listed) {
      boolean told =
          scored ? name.from <= day && day < name.from + DAYS_LISTED : name.from == day && feed < 2;
      if (told && (feed == 0 || name.number % 3 != 0)) {
        for (int url = 0; url < (scored ? URLS : 1); url++) {
          csv.append("http://")
              .append(registry.label(name.number))
              .append(url == 0 ? ".org/" : ".org/" + feed + url)
              .append(',')
              .append(date)
              .append("T12:00:00Z\n");
        }
      }
    }
    return csv.toString();
  }

  /**
   * By a policy, made by two persons, that does not ask for the health of feeds and for registry
   * reports: nobody looked after these feeds at the time, and nobody could be judged.
   */
  private void judgeByTheseData(SuiteClient suite) throws IOException, InterruptedException {
    suite.clock(SuiteService.SCORING, "2025-11-01T00:00:00Z");
    JsonNode policies =
        suite.get(SuiteService.SCORING, "/v1/policies?kind=scoring", "policy-editor");
    boolean made = false;
    for (JsonNode policy : policies.path("items")) {
      made |=
          policy.path("state").asText().equals("APPROVED")
              && policy.path("document").path("data").path("clauses").size() == 3;
    }
    if (!made) {
      ObjectNode document = policies.path("items").path(0).path("document").deepCopy();
      ((ObjectNode) document.path("data"))
          .putArray("clauses")
          .add("ACCREDITED")
          .add("MATURE_MONTH")
          .add("DUM_EVIDENCE");
      ObjectNode policy =
          SuiteClient.JSON
              .createObjectNode()
              .put("kind", "scoring")
              .put("effectiveFrom", "2025-12-01")
              .put("reason", "Benchmark");
      policy.set("document", document);
      JsonNode proposed =
          suite.post(SuiteService.SCORING, "/v1/policies", "policy-editor", policy.toString(), 201);
      suite.post(
          SuiteService.SCORING,
          "/v1/policies/" + proposed.path("id").asText() + "/approval",
          "policy-approver",
          "{\"reason\": \"Benchmark\"}",
          200);
    }
    suite.clock(SuiteService.SCORING, "2026-06-01T00:00:00Z");
  }

  /** As a server in use would be, which the daemon looks after. */
  private static void settle(SuiteClient suite) {
    suite.sql(SuiteService.INGEST, "VACUUM (ANALYZE)");
  }

  /** The service's answer against the same rows by hand, each the median of some rounds. */
  private void aggregates(SuiteClient suite) throws IOException, InterruptedException {
    findings.say("");
    List<Double> service = new ArrayList<>();
    List<Double> hand = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      long from = System.nanoTime();
      JsonNode tallies =
          suite.get(SuiteService.INGEST, "/v1/tallies?month=" + MONTH, "abuse-analyst");
      double asked = SuiteClient.seconds(from);
      from = System.nanoTime();
      Map<String, Long> byHand = byHand(suite);
      double queried = SuiteClient.seconds(from);
      if (round == 0) {
        compare(tallies, byHand);
      } else {
        service.add(asked);
        hand.add(queried);
      }
    }
    double ratio = SuiteClient.median(service) / SuiteClient.median(hand);
    findings.say(
        "  tallies of the month: service %.2f s, SQL by hand %.2f s; ratio %.2f (medians of %d)",
        SuiteClient.median(service), SuiteClient.median(hand), ratio, ROUNDS);
    for (String question : List.of("/v1/tallies/zones", "/v1/measures", "/v1/measures/zones")) {
      List<Double> answered = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        long from = System.nanoTime();
        suite.get(SuiteService.INGEST, question + "?month=" + MONTH, "abuse-analyst");
        answered.add(SuiteClient.seconds(from));
      }
      findings.say("  %s: %.2f s", question, SuiteClient.median(answered));
    }
    findings.check(ratio <= AGGREGATES, "at most %.1f times the SQL by hand", AGGREGATES);
  }

  private static Map<String, Long> byHand(SuiteClient suite) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = suite.owner(SuiteService.INGEST);
        Statement statement = connection.createStatement()) {
      for (String query : tally().split(";\\s*\\n")) {
        if (query.isBlank()) {
          continue;
        }
        try (ResultSet row = statement.executeQuery(query)) {
          while (row.next()) {
            counts.put(row.getString(1), row.getLong(2));
          }
        }
      }
      return counts;
    } catch (SQLException e) {
      throw new LaunchException("The SQL by hand failed: " + e.getMessage(), e);
    }
  }

  /** Every number of both. */
  private void compare(JsonNode tallies, Map<String, Long> byHand) {
    Map<String, Long> told = new TreeMap<>();
    for (JsonNode registrar : tallies.path("registrars")) {
      String id = registrar.path("registrar").asText();
      put(told, id + " dum", registrar.path("dumSum"));
      put(told, id + " creates", registrar.path("creates"));
      for (JsonNode row : registrar.path("tallies")) {
        put(
            told,
            String.join(
                " ",
                id,
                row.path("threat").asText(),
                row.path("classification").asText(),
                row.path("minimumEvidence").asText()),
            row.path("domains"));
      }
      for (JsonNode row : registrar.path("families")) {
        String key =
            String.join(" ", id, row.path("family").asText(), row.path("minimumEvidence").asText());
        put(told, key, row.path("domains"));
        put(told, key + " only", row.path("onlyByIt"));
      }
      for (JsonNode row : registrar.path("clusters")) {
        String key = id + " clusters " + row.path("minimumEvidence").asText();
        told.merge(key, 1L, Long::sum);
      }
    }
    told.values().removeIf(count -> count == 0);
    byHand.values().removeIf(count -> count == 0);
    Set<String> keys = new TreeSet<>(byHand.keySet());
    keys.addAll(told.keySet());
    List<String> different =
        keys.stream()
            .filter(key -> !byHand.getOrDefault(key, 0L).equals(told.getOrDefault(key, 0L)))
            .toList();
    findings.say(
        "  %,d numbers of the month, %,d differ from the SQL by hand",
        keys.size(), different.size());
    different.stream()
        .limit(3)
        .forEach(
            key ->
                findings.check(
                    false,
                    "%s: %d by hand, told %d",
                    key,
                    byHand.getOrDefault(key, 0L),
                    told.getOrDefault(key, 0L)));
  }

  private static void put(Map<String, Long> told, String key, JsonNode number) {
    told.put(key, number.asLong());
  }

  private void score(SuiteClient suite) throws IOException, InterruptedException {
    findings.say("");
    long from = System.nanoTime();
    JsonNode run = run(suite);
    double first = SuiteClient.seconds(from);
    findings.say(
        "  scored anew, everything from the incidents of thirteen months: %.2f s (%s registrars; %s reward,"
            + " %s intervention, %s open)",
        first,
        run.path("registrars"),
        run.path("rewardHolds"),
        run.path("interventionHolds"),
        run.path("notAssessable"));
    findings.check(first < RECOMPUTED, "everything from incidents within %.0f s", RECOMPUTED);
    List<Double> again = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      from = System.nanoTime();
      JsonNode same = run(suite);
      findings.check(same.equals(run), "the same run where nothing changed");
      again.add(SuiteClient.seconds(from));
    }
    findings.say(
        "  scored again from tallies: %.2f s (median of %d)", SuiteClient.median(again), ROUNDS);
    findings.check(SuiteClient.median(again) < SCORED, "from tallies within %.0f s", SCORED);
  }

  private JsonNode run(SuiteClient suite) throws IOException, InterruptedException {
    return suite.post(
        SuiteService.SCORING,
        "/v1/runs",
        "scoring-operator",
        "{\"month\": \"%s\"}".formatted(MONTH),
        200,
        201);
  }

  /**
   * Judgements watched in the tallies and others watched in the scores: asking for all tallies of
   * the month takes a core, which the scores would wait for. The first event after a start finds
   * nothing warm, so that it is shown by itself.
   */
  private void events(SuiteClient suite) throws IOException, InterruptedException {
    findings.say("");
    findings.say("  a person's judgement, and the first after a start:");
    double firstScored = seenInScores(suite);
    List<Double> tallied = new ArrayList<>();
    List<Double> scored = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      quiet();
      tallied.add(seenInTallies(suite));
      quiet();
      scored.add(seenInScores(suite));
    }
    findings.say(
        "  in the tallies after %.2f s (slowest %.2f s), in a new version of the scores after %.2f s (slowest %.2f s, first %.2f s); medians of %d",
        SuiteClient.median(tallied),
        max(tallied),
        SuiteClient.median(scored),
        max(scored),
        firstScored,
        ROUNDS);
    findings.check(SuiteClient.median(tallied) < SEEN, "in the tallies within %.0f s", SEEN);
    findings.check(SuiteClient.median(scored) < SEEN, "in the scores within %.0f s", SEEN);
  }

  /** A month that was scored is left alone for ten seconds. */
  private static void quiet() throws InterruptedException {
    TimeUnit.SECONDS.sleep(15);
  }

  private static double max(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** A person judges a name; seconds until an answer of the tallies says so. */
  private double seenInTallies(SuiteClient suite) throws IOException, InterruptedException {
    JsonNode incident = anIncident(suite);
    long before = malicious(suite, incident);
    long from = System.nanoTime();
    judge(suite, incident);
    long after = malicious(suite, incident);
    double seconds = SuiteClient.seconds(from);
    findings.check(after == before - 1, "one domain fewer: %d, then %d", before, after);
    findings.say("    in the tallies after %.2f s", seconds);
    return seconds;
  }

  /** A person judges a name; seconds until a new version of the scores has it. */
  private double seenInScores(SuiteClient suite) throws IOException, InterruptedException {
    JsonNode incident = anIncident(suite);
    int version = versions(suite);
    long from = System.nanoTime();
    judge(suite, incident);
    double taken = SuiteClient.seconds(from);
    while (versions(suite) == version && SuiteClient.seconds(from) < 120) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    double seconds = SuiteClient.seconds(from);
    findings.say("    taken after %.2f s, in the scores after %.2f s", taken, seconds);
    return seconds;
  }

  private JsonNode anIncident(SuiteClient suite) throws IOException, InterruptedException {
    return suite
        .get(
            SuiteService.INGEST,
            "/v1/incidents?month=" + MONTH + "&classification=MALICIOUS&limit=1",
            "abuse-analyst")
        .path("items")
        .path(0);
  }

  private int versions(SuiteClient suite) throws IOException, InterruptedException {
    return suite
        .get(SuiteService.SCORING, "/v1/runs?month=" + MONTH, "abuse-analyst")
        .path("items")
        .size();
  }

  private void judge(SuiteClient suite, JsonNode incident)
      throws IOException, InterruptedException {
    var unused =
        suite.post(
            SuiteService.INGEST,
            "/v1/incidents/" + incident.path("id").asText() + "/classification",
            "abuse-analyst",
            "{\"classification\": \"FALSE_POSITIVE\", \"reason\": \"Benchmark\"}",
            200);
  }

  /** Malicious names of the incident's registrar and threat. */
  private long malicious(SuiteClient suite, JsonNode incident)
      throws IOException, InterruptedException {
    String registrar = incident.path("registrar").asText();
    String threat = incident.path("threat").asText();
    for (JsonNode one :
        suite
            .get(SuiteService.INGEST, "/v1/tallies?month=" + MONTH, "abuse-analyst")
            .path("registrars")) {
      if (one.path("registrar").asText().equals(registrar)) {
        for (JsonNode row : one.path("tallies")) {
          if (row.path("threat").asText().equals(threat)
              && row.path("classification").asText().equals("MALICIOUS")
              && row.path("minimumEvidence").asText().equals("LISTED")) {
            return row.path("domains").asLong();
          }
        }
      }
    }
    return 0;
  }

  private static String tally() throws IOException {
    return SuiteClient.script("tally.sql")
        .lines()
        .filter(line -> !line.startsWith("--"))
        .reduce("", (text, line) -> text + line + "\n");
  }
}
