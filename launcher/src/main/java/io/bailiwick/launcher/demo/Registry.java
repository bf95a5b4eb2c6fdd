package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.demo.Delivery.RowCounts;
import io.bailiwick.launcher.demo.Truth.Classification;
import io.bailiwick.launcher.demo.Truth.Incident;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first question, what happened: feeds, deposits and payloads go in, and come out as incidents,
 * tallies and portfolios.
 */
final class Registry {
  private static final Duration HEALTH_KNOWN = Duration.ofSeconds(90);

  private final People people;
  private final Comparison comparison;
  private final Output out;
  private final Map<String, Integer> rejected = new TreeMap<>();
  private int deposits;
  private int payloads;
  private long rows;
  private long accepted;
  private long duplicates;
  private long platform;
  private long depositRows;
  private Delivery.@Nullable Payload lastPayload;
  private @Nullable Progress month;

  /** Counts of the month that is being read. */
  private static final class Progress {
    final YearMonth month;
    final long started = System.nanoTime();
    int full;
    int diffs;
    int domains;
    int payloads;
    long read;
    long accepted;
    long duplicates;
    long rejected;
    long opened;

    Progress(YearMonth month) {
      this.month = month;
    }
  }

  Registry(People people, Comparison comparison, Output out) {
    this.people = people;
    this.comparison = comparison;
    this.out = out;
  }

  /** Sets the four feeds up. */
  void createFeeds() throws InterruptedException {
    Map<String, String> tags =
        Map.of(
            "#phishing",
            "PHISHING",
            "#malware",
            "MALWARE",
            "#botnet",
            "BOTNET",
            "#pharming",
            "PHARMING",
            "#spam",
            "SPAM");
    feed(
        DemoFeed.URLHAUS,
        "Malware sites",
        "URLHAUS_CSV",
        null,
        Map.of("malware_download", "MALWARE"),
        null);
    feed(DemoFeed.PHISHLIST, "Phishing list without times", "LIST", "PHISHING", Map.of(), null);
    feed(
        DemoFeed.COMMUNITY,
        "Community reports",
        "GENERIC_CSV",
        null,
        tags,
        Map.of(
            "value",
            "value",
            "time",
            "first_seen_utc",
            "type",
            "type",
            "tags",
            "tags",
            "compromised",
            "is_compromised"));
    feed(
        DemoFeed.MIRROR,
        "A copy of the community reports",
        "GENERIC_CSV",
        null,
        tags,
        Map.of(
            "value",
            "indicator",
            "time",
            "seen",
            "type",
            "kind",
            "tags",
            "labels",
            "compromised",
            "hacked_site"));
  }

  private void feed(
      DemoFeed feed,
      String title,
      String format,
      @Nullable String defaultThreat,
      Map<String, String> threats,
      @Nullable Map<String, String> columns)
      throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", feed.slug);
    body.put("title", title);
    body.put("family", feed.family);
    body.put("format", format);
    body.put("zone", "UTC");
    body.put("threats", threats);
    if (defaultThreat != null) {
      body.put("defaultThreat", defaultThreat);
    }
    if (columns != null) {
      body.put("columns", columns);
    }
    people.dataOperator().post("/v1/feeds", body);
    people
        .dataOperator()
        .put(
            "/v1/feeds/" + feed.slug + "/expectation",
            Map.of("every", "P7D", "wholeList", !feed.timed()));
  }

  /**
   * Until the service has judged every day of every feed in a month: it does so by itself, some
   * seconds after its clock has passed them.
   */
  void awaitFeedHealth(YearMonth month) throws InterruptedException {
    long deadline = System.nanoTime() + HEALTH_KNOWN.toNanos();
    while (true) {
      boolean known = true;
      for (JsonNode feed :
          people.dataOperator().get("/v1/feed-health/months/" + month).path("feeds")) {
        known &= feed.path("completeDays").asInt() == month.lengthOfMonth();
      }
      if (known || System.nanoTime() > deadline) {
        comparison.that(known, "the health of the feeds in " + month + " is known");
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Uploads one file at its business time and compares what became of it. */
  void receive(Delivery delivery) throws InterruptedException, IOException {
    people.setClock(SuiteService.INGEST, delivery.at());
    switch (delivery) {
      case Delivery.Deposit deposit -> load(deposit);
      case Delivery.Report report -> load(report);
      case Delivery.Payload payload -> load(payload);
    }
    // The large ones go at once: the disk would hold hundreds of megabytes of them otherwise.
    if (delivery instanceof Delivery.Deposit deposit && deposit.full()) {
      Files.delete(delivery.file());
    }
  }

  private void load(Delivery.Deposit deposit) throws InterruptedException, IOException {
    Progress progress =
        progress(
            World.day(deposit.watermark().minusNanos(1)).isBefore(World.FIRST_DAY)
                ? null
                : deposit.watermark());
    JsonNode answer =
        people.dataOperator().upload("/v1/deposits", "application/zip", deposit.file());
    String what = deposit.file().getFileName() + ": ";
    comparison.same(
        what + "domains under management",
        deposit.domains(),
        answer.path("domainsUnderManagement").asInt());
    comparison.same(what + "rejected rows", 0, answer.path("rows").path("rejected").asInt());
    deposits++;
    depositRows += answer.path("rows").path("read").asLong();
    progress.full += deposit.full() ? 1 : 0;
    progress.diffs += deposit.full() ? 0 : 1;
    progress.domains = deposit.domains();
  }

  private void load(Delivery.Report report) throws InterruptedException, IOException {
    Api operator = people.dataOperator();
    operator.upload(
        "/v1/transaction-reports?fileName=" + report.file().getFileName(),
        "text/csv",
        report.file());
    JsonNode reconciled = operator.get("/v1/reconciliations/" + report.month());
    comparison.same(
        "deposits of %s beside the registry's report: %s"
            .formatted(report.month(), reconciled.path("zones").path(0).path("reasons")),
        "AGREES",
        reconciled.path("state").asText());
  }

  private void load(Delivery.Payload payload) throws InterruptedException, IOException {
    Progress progress = progress(payload.at());
    JsonNode answer = upload(payload);
    RowCounts expected = payload.rows();
    JsonNode counts = answer.path("rows");
    String what = payload.file().getFileName() + ": ";
    Map<String, Integer> reasons = new TreeMap<>();
    counts
        .path("rejectedByReason")
        .properties()
        .forEach(reason -> reasons.merge(reason.getKey(), reason.getValue().asInt(), Integer::sum));
    reasons.values().removeIf(n -> n == 0);
    comparison.same(what + "rows read", expected.read(), counts.path("read").asInt());
    comparison.same(what + "rows accepted", expected.accepted(), counts.path("accepted").asInt());
    comparison.same(
        what + "rows that were known", expected.duplicates(), counts.path("duplicates").asInt());
    comparison.same(what + "rows rejected", expected.rejected(), reasons);
    comparison.same(
        what + "rows under a platform", expected.platform(), answer.path("platformRows").asInt());
    reasons.forEach((reason, n) -> rejected.merge(reason, n, Integer::sum));
    payloads++;
    rows += expected.read();
    accepted += counts.path("accepted").asLong();
    duplicates += counts.path("duplicates").asLong();
    platform += answer.path("platformRows").asLong();
    progress.payloads++;
    progress.read += counts.path("read").asLong();
    progress.accepted += counts.path("accepted").asLong();
    progress.duplicates += counts.path("duplicates").asLong();
    progress.rejected += counts.path("rejected").asLong();
    progress.opened += answer.path("incidentsOpened").asLong();
    lastPayload = payload;
  }

  private JsonNode upload(Delivery.Payload payload) throws InterruptedException, IOException {
    return people
        .dataOperator()
        .upload(
            "/v1/feeds/" + payload.feed().slug + "/payloads",
            payload.feed().mediaType,
            payload.file());
  }

  private Progress progress(@Nullable Instant time) {
    YearMonth now =
        time == null ? YearMonth.from(World.FIRST_DAY) : World.month(time.minusNanos(1));
    Progress current = month;
    if (current == null || !current.month.equals(now)) {
      finishMonth();
      current = new Progress(now);
      month = current;
    }
    return current;
  }

  /** Prints the line of the month that was read. */
  void finishMonth() {
    Progress p = month;
    if (p != null) {
      out.printf(
          "  %s  %d FULL, %d DIFF, %,d names | %d payloads: %,d rows, %,d accepted, %,d known, %,d rejected | %,d incidents | %.1f s%n",
          p.month,
          p.full,
          p.diffs,
          p.domains,
          p.payloads,
          p.read,
          p.accepted,
          p.duplicates,
          p.rejected,
          p.opened,
          (System.nanoTime() - p.started) / 1e9);
    }
    month = null;
  }

  /** An analyst looks at the names of the registrar that has only two, and finds both malicious. */
  void validateTwoNames() throws InterruptedException {
    int found =
        validate(
            RegistrarProfile.TWO_NAMES,
            YearMonth.of(2026, 5),
            "Looked at: nothing but a copied login page");
    comparison.same("incidents of the registrar with two names", 2, found);
    out.printf(
        "           anna looks at %d old names of registrar %d: malicious%n",
        found, RegistrarProfile.TWO_NAMES);
  }

  /**
   * An analyst looks at every name of a month of the registrar whose abuse stays high, so that the
   * result does not hang on what any single source family says.
   */
  void validatePersistent(YearMonth month) throws InterruptedException {
    int found =
        validate(
            RegistrarProfile.PERSISTENT, month, "Looked at: registered for what it was listed for");
    out.printf(
        "           anna looks at %d names of registrar %d that were listed in %s: malicious%n",
        found, RegistrarProfile.PERSISTENT, month);
  }

  private int validate(int registrar, YearMonth month, String reason) throws InterruptedException {
    Api analyst = people.analyst();
    List<JsonNode> incidents =
        analyst.all("/v1/incidents?month=" + month + "&registrar=" + registrar);
    for (JsonNode incident : incidents) {
      analyst.post(
          "/v1/incidents/" + incident.path("id").asText() + "/classification",
          Map.of("classification", "MALICIOUS", "reason", reason));
    }
    return incidents.size();
  }

  /** Sends the last payload once more: nothing may change. */
  void repeatLastPayload() throws InterruptedException, IOException {
    Delivery.Payload payload = lastPayload;
    if (payload != null) {
      long before =
          people
              .auditor(SuiteService.INGEST)
              .all("/v1/payloads?feed=" + payload.feed().slug)
              .size();
      upload(payload);
      long after =
          people
              .auditor(SuiteService.INGEST)
              .all("/v1/payloads?feed=" + payload.feed().slug)
              .size();
      comparison.same("payloads after sending one again", before, after);
    }
  }

  /** Compares incidents, tallies and portfolios of every month. */
  void compare(Truth truth) throws InterruptedException {
    Api analyst = people.analyst();
    for (YearMonth month : Truth.months()) {
      compareIncidents(truth, month, analyst.all("/v1/incidents?month=" + month));
      compareTallies(truth, month, analyst.get("/v1/tallies?month=" + month));
      comparePortfolios(truth, month, analyst.get("/v1/portfolios?month=" + month));
    }
  }

  private void compareIncidents(Truth truth, YearMonth month, List<JsonNode> found) {
    Map<String, List<JsonNode>> byKey = new HashMap<>();
    found.forEach(
        i ->
            byKey
                .computeIfAbsent(
                    i.path("name").asText() + " " + i.path("threat").asText(),
                    k -> new ArrayList<>())
                .add(i));
    List<Incident> expected =
        truth.incidents().stream().filter(i -> i.month().equals(month)).toList();
    comparison.same("incidents of " + month, expected.size(), found.size());
    for (Incident incident : expected) {
      String key = incident.domain() + " " + incident.threat();
      // A fetch takes a moment, so times of the list without times differ by that.
      JsonNode match =
          byKey.getOrDefault(key, List.of()).stream()
              .filter(
                  i ->
                      Duration.between(
                                  incident.opened(), Instant.parse(i.path("openedAt").asText()))
                              .abs()
                              .toMinutes()
                          < 10)
              .findFirst()
              .orElse(null);
      String what = "incident %s opened %s".formatted(key, incident.opened());
      comparison.that(
          match != null, what + " is missing; found " + byKey.getOrDefault(key, List.of()));
      if (match != null) {
        comparison.same(what + ": state", incident.state().name(), match.path("state").asText());
        comparison.same(
            what + ": registrar",
            incident.registrar(),
            match.path("registrar").isNumber() ? (Integer) match.path("registrar").asInt() : null);
        comparison.same(
            what + ": classification",
            incident.classification().name(),
            match.path("classification").asText());
        comparison.same(
            what + ": evidence", incident.evidence().getLast(), match.path("evidence").asText());
        Set<String> families = new TreeSet<>();
        match.path("families").forEach(f -> families.add(f.asText()));
        comparison.same(what + ": families", incident.families(), families);
      }
    }
  }

  private void compareTallies(Truth truth, YearMonth month, JsonNode tallies) {
    comparison.same("missing days of " + month, 0, tallies.path("missingDays").size());
    comparison.same(
        "unattributed domains of " + month,
        (int) truth.unattributed(month),
        tallies.path("unattributedDomains").asInt());
    compareRegistrars(truth, "tallies of " + month, tallies);
    Map<Truth.Tally, Integer> found = new HashMap<>();
    for (JsonNode registrar : tallies.path("registrars")) {
      int id = registrar.path("registrar").asInt();
      Portfolio book = truth.world().book(id, month);
      String what = "tally of %d in %s: ".formatted(id, month);
      comparison.same(
          what + "sum of domains under management", book.dumSum, registrar.path("dumSum").asLong());
      comparison.same(what + "days", month.lengthOfMonth(), registrar.path("days").asInt());
      comparison.same(what + "creates", book.creates, registrar.path("creates").asInt());
      comparison.same(what + "AGP deletes", book.agpDeletes, registrar.path("agpDeletes").asInt());
      for (JsonNode tally : registrar.path("tallies")) {
        found.put(
            new Truth.Tally(
                id,
                tally.path("threat").asText(),
                Classification.valueOf(tally.path("classification").asText()),
                tally.path("minimumEvidence").asText()),
            tally.path("domains").asInt());
      }
    }
    comparison.same("tallies of " + month, sorted(truth.tallies(month)), sorted(found));
  }

  private void compareRegistrars(Truth truth, String what, JsonNode answer) {
    Set<Integer> expected = new TreeSet<>();
    truth.world().registrars().forEach(registrar -> expected.add(registrar.ianaId()));
    Set<Integer> found = new TreeSet<>();
    answer.path("registrars").forEach(registrar -> found.add(registrar.path("registrar").asInt()));
    comparison.same("registrars in the " + what, expected, found);
  }

  private static String sorted(Map<Truth.Tally, Integer> tallies) {
    return tallies.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(
            e ->
                "%d %s %s %s=%d"
                    .formatted(
                        e.getKey().registrar(),
                        e.getKey().threat(),
                        e.getKey().classification(),
                        e.getKey().minimumEvidence(),
                        e.getValue()))
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private void comparePortfolios(Truth truth, YearMonth month, JsonNode portfolios) {
    compareRegistrars(truth, "portfolios of " + month, portfolios);
    // The last cohorts are open until 45 days after their month.
    boolean closed = month.isBefore(YearMonth.from(World.LAST_DAY).minusMonths(1));
    for (JsonNode portfolio : portfolios.path("registrars")) {
      int id = portfolio.path("registrar").asInt();
      Portfolio book = truth.world().book(id, month);
      String what = "portfolio of %d in %s: ".formatted(id, month);
      comparison.same(
          what + "names at the end", book.closing, portfolio.path("closingDum").asInt());
      comparison.same(what + "creates", book.creates, portfolio.path("creates").asInt());
      comparison.same(what + "deletes", book.deletes, portfolio.path("deletes").asInt());
      comparison.same(
          what + "transfers in", book.transfersIn, portfolio.path("transfersIn").asInt());
      comparison.same(
          what + "transfers out", book.transfersOut, portfolio.path("transfersOut").asInt());
      comparison.same(what + "signed names", book.signed, portfolio.path("signedNames").asInt());
      comparison.same(
          what + "years of creates", book.termYears, portfolio.path("termYears").asInt());
      if (closed) {
        comparison.same(
            what + "renewals due", book.renewalsDue, portfolio.path("renewalsDue").asInt());
        comparison.same(
            what + "renewals done", book.renewalsDone(), portfolio.path("renewalsDone").asInt());
      }
    }
  }

  /** What was read, rejected and why. */
  void report() {
    out.printf(
        "%n%,d escrow deposits with %,d rows, and %,d payloads of %d feeds with %,d rows:%n",
        deposits, depositRows, payloads, DemoFeed.values().length, rows);
    out.printf("  %,8d accepted%n", accepted);
    out.printf("  %,8d known already%n", duplicates);
    out.printf(
        "  %,8d of these under %s: a platform, so its sponsor is not charged%n",
        platform, World.PLATFORM);
    rejected.forEach((reason, n) -> out.printf("  %,8d rejected: %s%n", n, reason));
  }
}
