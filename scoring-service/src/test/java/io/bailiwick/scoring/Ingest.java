package io.bailiwick.scoring;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.time.Month;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What ingest answers in tests: a month's tallies in its wire form, members that scoring does not
 * read included.
 */
public final class Ingest {

  private final Month month;
  private final List<String> missingDays = new ArrayList<>();
  private final List<Map<String, Object>> registrars = new ArrayList<>();
  private final List<Map<String, Object>> incidents = new ArrayList<>();
  private final List<Map<String, Object>> feeds = new ArrayList<>();
  private final Map<Integer, Map<String, Map<String, Object>>> places = new TreeMap<>();
  private final Map<Integer, Long> held = new TreeMap<>();
  private final Map<Integer, Long> abused = new TreeMap<>();
  private final Map<Integer, String> owners = new TreeMap<>();
  private final List<Map<String, Object>> lives = new ArrayList<>();
  private String reconciliation = "AGREES";
  private long sequence = 17;

  private Ingest(Month month) {
    this.month = month;
  }

  public static Ingest in(Month month) {
    return new Ingest(month);
  }

  /**
   * A registrar with the same number of names every day; its malicious domains were named by three
   * families.
   */
  public Ingest registrar(int id, String kind, long names, long malicious) {
    held.put(id, names);
    abused.put(id, malicious);
    if (malicious > 0) {
      incidents(id, malicious);
    }
    registrars.add(
        Map.ofEntries(
            entry("clusters", malicious == 0 ? List.of() : clusters(id, malicious)),
            entry("registrar", id),
            entry("name", "Registrar " + id),
            entry("kind", kind),
            entry("dumSum", names * month.days()),
            entry("days", month.days()),
            entry("creates", 10),
            entry("agpDeletes", 1),
            entry("tallies", malicious == 0 ? List.of() : tallies(malicious)),
            entry("families", malicious == 0 ? List.of() : families(malicious))));
    return this;
  }

  /**
   * Of a registrar's names, those in one zone; without this all of them are in org. Of 200 creates
   * 150 are kept, and 3 turn out malicious where anybody is.
   */
  public Ingest place(int id, String tld, long names, long malicious) {
    return place(id, tld, names, malicious, List.of(200, 150, 40, 3));
  }

  /**
   * @param creates all of them, those that were kept, deletes in the add grace period, and those
   *     that turned out malicious where anybody is
   */
  private Ingest place(int id, String tld, long names, long malicious, List<Integer> creates) {
    places
        .computeIfAbsent(id, registrar -> new TreeMap<>())
        .put(
            tld,
            Map.of(
                "registrar",
                id,
                "tld",
                tld,
                "dumSum",
                names * month.days(),
                "creates",
                creates.get(0),
                "createsKept",
                creates.get(1),
                "agpDeletes",
                creates.get(2),
                "tallies",
                malicious == 0
                    ? List.of()
                    : List.of(
                        count("TOTAL", "MALICIOUS", malicious + 30, malicious),
                        count("PHISHING", "MALICIOUS", malicious + 30, malicious),
                        count("TOTAL", "UNKNOWN", 2, 1)),
                "cohort",
                malicious == 0
                    ? List.of()
                    : List.of(
                        Map.of(
                            "threat",
                            "TOTAL",
                            "listed",
                            creates.get(3) + 2,
                            "corroborated",
                            creates.get(3),
                            "validated",
                            0))));
    return this;
  }

  private static Map<String, Object> count(
      String threat, String classification, long listed, long corroborated) {
    return Map.of(
        "threat",
        threat,
        "classification",
        classification,
        "listed",
        listed,
        "corroborated",
        corroborated,
        "validated",
        0);
  }

  /** Who owns a registrar. */
  public Ingest family(int id, String name) {
    owners.put(id, name);
    return this;
  }

  /** Stock and lifetimes of a registrar in one zone, in their wire form. */
  public Ingest lives(int id, String tld, String stock, String survival) {
    try {
      lives.add(
          Map.of(
              "registrar",
              id,
              "tld",
              tld,
              "stock",
              CanonicalJson.tree(stock),
              "survival",
              CanonicalJson.tree(survival)));
    } catch (IOException e) {
      throw new IllegalArgumentException(stock + survival, e);
    }
    return this;
  }

  private static List<Object> tallies(long malicious) {
    return List.of(
        // Listed by one source only: more than count, and must not enter the rate.
        tally("TOTAL", "MALICIOUS", "LISTED", malicious + 30),
        tally("TOTAL", "MALICIOUS", "CORROBORATED", malicious),
        tally("PHISHING", "MALICIOUS", "LISTED", malicious + 30),
        tally("PHISHING", "MALICIOUS", "CORROBORATED", malicious),
        tally("MALWARE", "MALICIOUS", "LISTED", 1),
        tally("MALWARE", "MALICIOUS", "CORROBORATED", 1),
        tally("TOTAL", "COMPROMISED", "LISTED", 4),
        tally("TOTAL", "COMPROMISED", "CORROBORATED", 4),
        tally("PHISHING", "COMPROMISED", "LISTED", 4),
        tally("PHISHING", "COMPROMISED", "CORROBORATED", 4),
        tally("TOTAL", "UNKNOWN", "LISTED", 2),
        tally("TOTAL", "UNKNOWN", "CORROBORATED", 2),
        tally("PHISHING", "UNKNOWN", "LISTED", 2),
        tally("PHISHING", "UNKNOWN", "CORROBORATED", 2));
  }

  /** The incidents that those tallies are the sums of. */
  private void incidents(int id, long malicious) {
    for (int i = 0; i < malicious + 30; i++) {
      incident(id, i, "PHISHING", "MALICIOUS", i < malicious ? "CORROBORATED" : "LISTED");
    }
    incident(id, 0, "MALWARE", "MALICIOUS", "CORROBORATED");
    for (int i = 0; i < 4; i++) {
      incident(id, 1000 + i, "PHISHING", "COMPROMISED", "CORROBORATED");
    }
    for (int i = 0; i < 2; i++) {
      incident(id, 2000 + i, "PHISHING", "UNKNOWN", "CORROBORATED");
    }
  }

  private void incident(
      int registrar, int domain, String threat, String classification, String evidence) {
    incidents.add(
        Map.of(
            "id",
            incidentId(month, registrar, domain, threat).toString(),
            "month",
            month.toString(),
            "openedAt",
            month.start().toString(),
            "registrar",
            registrar,
            "threat",
            threat,
            "classification",
            classification,
            "evidence",
            evidence,
            "subject",
            registrar * 10_000L + domain));
  }

  /** The identifier of the incident of a threat on one of a registrar's domains. */
  public static UUID incidentId(Month month, int registrar, int domain, String threat) {
    return UUID.nameUUIDFromBytes(
        (month + "/" + registrar + "/" + domain + "/" + threat).getBytes(StandardCharsets.UTF_8));
  }

  /** From now on the list of incidents is not that of the tallies. */
  public Ingest withoutAnIncident() {
    incidents.removeLast();
    return this;
  }

  /** From now on ingest says this of incidents today. */
  public static void today(List<Map<String, Object>> answers) {
    answer(
        post(urlPathEqualTo("/ingest/v1/tallies/incidents/today")),
        okJson(CanonicalJson.text(Map.of("items", answers))));
  }

  /** What {@link #today} holds of one incident. */
  public static Map<String, Object> asToday(
      UUID id, String name, Month month, int registrar, String classification, boolean tallied) {
    return Map.of(
        "id",
        id.toString(),
        "name",
        name,
        "month",
        month.toString(),
        "registrar",
        registrar,
        "threat",
        "PHISHING",
        "classification",
        classification,
        "evidence",
        "CORROBORATED",
        "families",
        List.of("alpha", "beta"),
        "tallied",
        tallied);
  }

  private static Map<String, Object> tally(
      String threat, String classification, String evidence, long domains) {
    return Map.of(
        "threat", threat,
        "classification", classification,
        "minimumEvidence", evidence,
        "domains", domains);
  }

  /** Each domain was named by all three, so that each may be left out. */
  private static List<Object> families(long malicious) {
    return List.of(
        family("gamma", "LISTED", malicious + 30, 30),
        family("gamma", "CORROBORATED", malicious, 0),
        family("beta", "CORROBORATED", malicious, 0),
        family("alpha", "CORROBORATED", malicious, 0));
  }

  private static Map<String, Object> family(
      String family, String evidence, long domains, long onlyByIt) {
    return Map.of(
        "family", family,
        "minimumEvidence", evidence,
        "domains", domains,
        "onlyByIt", onlyByIt);
  }

  /** One campaign of the month, and one domain that was registered alone. */
  private List<Object> clusters(int id, long malicious) {
    long campaign = month.value().getYear() * 100L + month.value().getMonthValue();
    return List.of(cluster(id * 1_000_000L + campaign, malicious - 1), cluster(campaign, 1));
  }

  private static Map<String, Object> cluster(long cluster, long domains) {
    return Map.of("cluster", cluster, "minimumEvidence", "CORROBORATED", "domains", domains);
  }

  public Ingest missing(String day) {
    missingDays.add(day);
    return this;
  }

  /** A feed that was healthy on so many days, with a change that nobody has looked at or not. */
  public Ingest feed(String name, int healthyDays, boolean openEpoch) {
    feeds.add(
        Map.of(
            "feed",
            name,
            "family",
            name,
            "healthyDays",
            healthyDays,
            "unhealthyDays",
            month.days() - healthyDays,
            "notJudgedDays",
            0,
            "completeDays",
            month.days(),
            "epochs",
            openEpoch
                ? List.of(
                    Map.of(
                        "id",
                        "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90",
                        "feed",
                        name,
                        "from",
                        month.firstDay().toString(),
                        "cause",
                        "LEVEL_SHIFT"))
                : List.of(),
            "muted",
            false));
    return this;
  }

  /** How the month stands beside the registry's report. */
  public Ingest reconciled(String state) {
    reconciliation = state;
    return this;
  }

  public Ingest sequence(long number) {
    sequence = number;
    return this;
  }

  /** From now on ingest answers this for the month. */
  public void stub() {
    if (feeds.isEmpty()) {
      feed("alpha", 28, false);
    }
    answer(month, okJson(body()));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies/incidents"))
            .withQueryParam("month", equalTo(month.toString())),
        okJson(CanonicalJson.text(Map.of("items", incidents))));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies/changed"))
            .withQueryParam("month", equalTo(month.toString())),
        okJson(CanonicalJson.text(Map.of("month", month.toString(), "version", "tallies-1"))));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies/zones"))
            .withQueryParam("month", equalTo(month.toString())),
        okJson(CanonicalJson.text(zones())));
    answer(
        get(urlPathEqualTo("/ingest/v1/measures/zones"))
            .withQueryParam("month", equalTo(month.toString())),
        okJson(
            CanonicalJson.text(
                Map.of("month", month.toString(), "horizonHours", 720, "registrars", lives))));
    answer(
        get(urlPathEqualTo("/ingest/v1/feed-health/months/" + month)),
        okJson(
            CanonicalJson.text(
                Map.of("month", month.toString(), "days", month.days(), "feeds", feeds))));
    answer(
        get(urlPathEqualTo("/ingest/v1/reconciliations/" + month)),
        okJson(
            CanonicalJson.text(
                Map.of(
                    "month",
                    month.toString(),
                    "state",
                    reconciliation,
                    "blocks",
                    reconciliation.equals("WAITING") || reconciliation.equals("DIFFERS"),
                    "zones",
                    List.of(
                        Map.of(
                            "tld",
                            "org",
                            "state",
                            reconciliation,
                            "reasons",
                            List.of(),
                            "registrars",
                            List.of()))))));
  }

  private Map<String, Object> zones() {
    held.keySet().stream()
        .filter(id -> !places.containsKey(id))
        .toList()
        .forEach(id -> place(id, "org", held.get(id), abused.get(id), List.of(10, 9, 1, 10)));
    List<Map<String, Object>> rows = new ArrayList<>();
    places.forEach(
        (id, byZone) ->
            byZone
                .values()
                .forEach(
                    place -> {
                      Map<String, Object> row = new TreeMap<>(place);
                      if (owners.containsKey(id)) {
                        row.put("registrarFamily", owners.get(id));
                      }
                      rows.add(row);
                    }));
    return Map.of(
        "month",
        month.toString(),
        "daysInMonth",
        month.days(),
        "cohortDays",
        30,
        "zones",
        Stream.concat(
                Stream.of("org"), places.values().stream().flatMap(each -> each.keySet().stream()))
            .distinct()
            .map(tld -> Map.of("tld", tld, "missingDays", missingDays))
            .toList(),
        "registrars",
        rows);
  }

  private String body() {
    return CanonicalJson.text(
        Map.of(
            "month",
            month.toString(),
            "daysInMonth",
            month.days(),
            "daysWithEvidence",
            month.days() - missingDays.size(),
            "missingDays",
            missingDays,
            "registrars",
            registrars,
            "unattributedDomains",
            3,
            "sequence",
            sequence));
  }

  /**
   * The same, to be kept by whoever asks: asked with its ETag, ingest says that nothing changed.
   */
  public void stubWithEtag(String etag) {
    stub();
    answer(month, okJson(body()).withHeader("ETag", etag));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies"))
            .withQueryParam("month", equalTo(month.toString()))
            .withHeader("If-None-Match", equalTo(etag)),
        aResponse().withStatus(304).withHeader("ETag", etag));
  }

  /**
   * From now on, asked for what changed, ingest tells of one registrar alone: its tallies and
   * incidents are as of this, the others' as before.
   *
   * @param before ETag of the tallies until now
   */
  public void stubChanged(int id, String before, String etag) {
    List<Map<String, Object>> its =
        registrars.stream().filter(row -> row.get("registrar").equals(id)).toList();
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies"))
            .withQueryParam("month", equalTo(month.toString()))
            .withQueryParam("since", equalTo(before.replace("\"", ""))),
        okJson(
                CanonicalJson.text(
                    Map.of(
                        "month",
                        month.toString(),
                        "missingDays",
                        missingDays,
                        "registrars",
                        its,
                        "unattributedDomains",
                        3,
                        "changed",
                        List.of(id))))
            .withHeader("ETag", etag));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies/changed"))
            .withQueryParam("month", equalTo(month.toString()))
            .withQueryParam("since", equalTo("tallies-1")),
        okJson(
            CanonicalJson.text(
                Map.of(
                    "month",
                    month.toString(),
                    "version",
                    "tallies-2",
                    "registrars",
                    List.of(id)))));
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies/incidents"))
            .withQueryParam("month", equalTo(month.toString()))
            .withQueryParam("registrar", equalTo(Integer.toString(id))),
        okJson(
            CanonicalJson.text(
                Map.of(
                    "items",
                    incidents.stream().filter(row -> row.get("registrar").equals(id)).toList()))));
  }

  /** From now on ingest fails for the month. */
  public static void away(Month month) {
    answer(month, serviceUnavailable());
  }

  /** From now on ingest answers something else than tallies for the month. */
  public static void babbling(Month month) {
    answer(month, okJson("{\"month\":\"" + month + "\",\"registrars\":[]}"));
  }

  private static void answer(Month month, ResponseDefinitionBuilder response) {
    answer(
        get(urlPathEqualTo("/ingest/v1/tallies"))
            .withQueryParam("month", equalTo(month.toString())),
        response);
  }

  private static void answer(MappingBuilder request, ResponseDefinitionBuilder response) {
    SuiteResource.peers()
        .register(
            request
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(response));
  }

  /** One row of the changes of tallies, as ingest writes them; registrar 0: none. */
  public static Map<String, Object> change(Month month, int registrar, String... causes) {
    Map<String, Object> row = new HashMap<>();
    row.put("month", month.toString());
    if (registrar != 0) {
      row.put("registrar", registrar);
    }
    row.put("sequence", 4711);
    row.put("at", "2026-06-01T00:00:00Z");
    row.put("incidents", 2);
    row.put("causes", List.of(causes));
    return row;
  }

  /**
   * From now on ingest tells these changes to whoever asks from anywhere before a cursor, and
   * nothing behind it.
   */
  @SafeVarargs
  public static void changes(String cursor, Map<String, Object>... rows) {
    for (Map<String, Object> row : rows) {
      row.put("cursor", cursor);
    }
    answer(
        get(urlPathEqualTo("/ingest/v1/tally-changes")),
        okJson(CanonicalJson.text(Map.of("items", List.of(rows)))));
    answer(
        get(urlPathEqualTo("/ingest/v1/tally-changes")).withQueryParam("after", equalTo(cursor)),
        okJson("{\"items\":[]}"));
  }

  /** From now on ingest does not tell what changed. */
  public static void changesAway() {
    answer(get(urlPathEqualTo("/ingest/v1/tally-changes")), serviceUnavailable());
  }

  /** From now on these contests of a month are open; each of an incident of its own. */
  public static void contests(Month month, Contest... open) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Contest contest : open) {
      items.add(
          Map.of(
              "id",
              contest.id(),
              "incidentId",
              UUID.nameUUIDFromBytes(contest.id().toString().getBytes(UTF_8)),
              "month",
              month.toString(),
              "registrar",
              contest.registrar(),
              "origin",
              "CONTEST",
              "state",
              "FILED",
              "filedAt",
              contest.filedAt().toString()));
    }
    answer(
        get(urlPathEqualTo("/ingest/v1/corrections"))
            .withQueryParam("month", equalTo(month.toString()))
            .withQueryParam("open", equalTo("true"))
            .withQueryParam("origin", equalTo("CONTEST")),
        okJson(CanonicalJson.text(Map.of("items", items))));
  }

  /** From now on nothing is contested in any month of which nothing else is said. */
  public static void nothingContested() {
    answer(get(urlPathEqualTo("/ingest/v1/corrections")).atPriority(10), okJson("{\"items\":[]}"));
  }

  /** A contest that nobody has decided yet. */
  public record Contest(UUID id, int registrar, Instant filedAt) {}

  /** From now on ingest does not tell what is contested in a month. */
  public static void contestsAway(Month month) {
    answer(
        get(urlPathEqualTo("/ingest/v1/corrections"))
            .withQueryParam("month", equalTo(month.toString())),
        serviceUnavailable());
  }

  /** From now on ingest says nothing of the feeds in the month. */
  public static void feedsAway(Month month) {
    answer(get(urlPathEqualTo("/ingest/v1/feed-health/months/" + month)), serviceUnavailable());
  }

  /**
   * A year and a month as most tests need them: 90001 with 12 bad of 5,000 in the month and the two
   * before it, 90002 small and clean, 90003 large and clean, 90004 terminated, 9999 the registry.
   */
  public static void year(Month scored) {
    for (int back = 0; back <= 12; back++) {
      typical(scored.minus(back), back < 3 ? 12 : 0).stub();
    }
  }

  /** One month of {@link #year}. */
  public static Ingest typical(Month month, long malicious) {
    return in(month)
        .registrar(90003, "ACCREDITED", 100_000, 0)
        .registrar(90001, "ACCREDITED", 5_000, malicious)
        .registrar(90002, "ACCREDITED", 200, 0)
        .registrar(90004, "TERMINATED", 50, 0)
        .registrar(9999, "REGISTRY", 20, 0);
  }
}
