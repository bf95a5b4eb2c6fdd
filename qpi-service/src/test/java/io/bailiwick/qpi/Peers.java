package io.bailiwick.qpi;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bailiwick.common.testing.SuiteResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the ingest and the scoring service answer in tests, in the shapes of their documents. */
public final class Peers {

  private Peers() {}

  /**
   * A month scored by one run and published, for the registrars of {@link #scores} and {@link
   * #portfolios}.
   */
  public static UUID scored(String month, int scoringPolicyVersion) {
    UUID run = UUID.randomUUID();
    runs(month, run, scoringPolicyVersion);
    scores(run, month);
    published(
        month,
        run,
        scoringPolicyVersion,
        List.of(
            score(90001, month, 0, 31_000, "HOLDS"),
            score(90002, month, 40, 62_000, "DOES_NOT_HOLD"),
            score(90003, month, 1, 6_200, "HOLDS_PROVISIONALLY"),
            score(90004, month, 0, 3_100, "NOT_ASSESSABLE")));
    measures(run);
    portfolios(month, 82);
    return run;
  }

  public static void runs(String month, UUID run, int scoringPolicyVersion) {
    String older =
        """
        {"id": "%s", "month": "%s", "version": 1, "policyVersion": 1, "mature": true}
        """
            .formatted(UUID.randomUUID(), month);
    String latest =
        """
        {"id": "%s", "month": "%s", "version": 2, "policyVersion": %d, "mature": true,
         "snapshotSha256": "00", "registrars": 4}
        """
            .formatted(run, month, scoringPolicyVersion);
    stub("/scoring/v1/runs", "month", month, page(List.of(older, latest), null));
  }

  private static void scores(UUID run, String month) {
    // Two pages, so that paging is used.
    String path = "/scoring/v1/runs/" + run + "/scores";
    peers()
        .register(
            get(urlPathEqualTo(path))
                .withQueryParam("after", absent())
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(
                    okJson(
                        page(
                            List.of(
                                score(90001, month, 0, 31_000, "HOLDS"),
                                score(90002, month, 40, 62_000, "DOES_NOT_HOLD")),
                            "second"))));
    peers()
        .register(
            get(urlPathEqualTo(path))
                .withQueryParam("after", equalTo("second"))
                .willReturn(
                    okJson(
                        page(
                            List.of(
                                score(90003, month, 1, 6_200, "HOLDS_PROVISIONALLY"),
                                score(90004, month, 0, 3_100, "NOT_ASSESSABLE")),
                            null))));
  }

  /** 10 incidents of 90001, 6 of them still up after a day; nothing of the others. */
  private static void measures(UUID run) {
    peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/runs/" + run + "/measures"))
                .withQueryParam("tld", equalTo("ALL"))
                .withQueryParam("threat", equalTo("TOTAL"))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(
                    okJson(
                        page(
                            List.of(
                                """
                                {"registrar": 90001, "tld": "ALL", "threat": "TOTAL",
                                 "cohort": {"gross": {"numerator": 3, "denominator": 100}},
                                 "persistence": [
                                   {"clock": "LISTING", "incidents": 10, "ended": 7,
                                    "unmitigated": [
                                      {"hours": 24, "share": 0.6, "lower": 0.2, "upper": 0.8},
                                      {"hours": 96, "share": 0.3, "lower": 0.1, "upper": 0.6},
                                      {"hours": 720, "share": 0.3, "lower": 0.1, "upper": 0.6}],
                                    "medianHours": 40, "endings": []},
                                   {"clock": "NOTIFICATION", "incidents": 0, "ended": 0,
                                    "unmitigated": [], "endings": []}],
                                 "recurrence": {"monthsAbove": 1, "months": 13,
                                   "linePer10k": 10}}
                                """,
                                """
                                {"family": "example-group", "members": [90001], "tld": "ALL",
                                 "threat": "TOTAL", "recurrence": {"monthsAbove": 9, "months": 9}}
                                """),
                            null))));
  }

  /** Published scores of a month: only that of 90001, by version 1 of the scoring policy. */
  public static UUID published(String month) {
    UUID run = UUID.randomUUID();
    published(month, run, 1, List.of(score(90001, month, 0, 31_000, "HOLDS")));
    measures(run);
    return run;
  }

  private static void published(String month, UUID run, int policyVersion, List<String> scores) {
    peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/scores"))
                .withQueryParam("month", equalTo(month))
                .withQueryParam("published", equalTo("true"))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(
                    okJson(
                        page(
                            scores.stream()
                                .map(
                                    score ->
                                        score
                                            .strip()
                                            .replaceFirst(
                                                "\\{",
                                                "{\"runId\": \"%s\", \"runVersion\": 2, \"policyVersion\": %d,"
                                                    .formatted(run, policyVersion)))
                                .toList(),
                            null))));
  }

  /** Nobody's scores of a month are published. */
  public static void unpublished(String month) {
    stub("/scoring/v1/scores", "month", month, page(List.of(), null));
  }

  private static String score(int registrar, String month, int domains, int dumSum, String gate) {
    return """
        {"registrar": %d, "registrarName": "Registrar %d", "month": "%s", "domains": %d,
         "dumSum": %d, "days": 31, "mature": true,
         "reward": {"gate": "REWARD", "state": "%s", "summary": "As stubbed.", "clauses": []}}
        """
        .formatted(registrar, registrar, month, domains, dumSum, gate);
  }

  /**
   * Portfolios of 90001, 90002, 90003 and of 90005, which has no score.
   *
   * @param renewed of 100 names due at 90001
   */
  public static void portfolios(String month, int renewed) {
    stub(
        "/ingest/v1/portfolios",
        "month",
        month,
        """
        {"month": "%s", "daysInMonth": 31, "missingDays": [], "registrars": [
          {"registrar": 90001, "name": "Registrar 90001", "dumSum": 31000, "days": 31,
           "closingDum": 1000, "creates": 100, "createsKept": 98, "agpDeletes": 2,
           "renewalsDue": 100, "firstRenewalsDue": 40, "firstRenewalsDone": 30,
           "renewalsDone": %d, "signedNames": 350, "termYears": 150, "usage": null, "tls": null},
          {"registrar": 90002, "name": "Registrar 90002", "closingDum": 2000, "creates": 100,
           "renewalsDue": 100, "renewalsDone": 100, "signedNames": 2000, "termYears": 300},
          {"registrar": 90003, "name": "Registrar 90003", "closingDum": 200, "creates": 100,
           "renewalsDue": 100, "renewalsDone": 50, "signedNames": null, "termYears": 100},
          {"registrar": 90005, "name": "Registrar 90005", "closingDum": 10, "creates": 0,
           "renewalsDue": null, "renewalsDone": null, "signedNames": 1, "termYears": 0}]}
        """
            .formatted(month, renewed));
  }

  /** A portfolio of a month whose auto-renew grace period is still open. */
  public static void renewalsNotKnown(String month) {
    stub(
        "/ingest/v1/portfolios",
        "month",
        month,
        """
        {"month": "%s", "daysInMonth": 31, "missingDays": [], "registrars": [
          {"registrar": 90001, "name": "Registrar 90001", "closingDum": 1000, "creates": 100,
           "renewalsDue": null, "renewalsDone": null, "signedNames": 350, "termYears": 150}]}
        """
            .formatted(month));
  }

  /**
   * One page of registration events.
   *
   * @param after cursor that it is asked for with; null for the first page
   */
  public static void events(String after, String next, List<String> events) {
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registration-events"))
                .withQueryParam("after", after == null ? absent() : equalTo(after))
                .willReturn(okJson(page(events, next))));
  }

  public static String create(long sequence, int registrar, String at, int years) {
    return event(sequence, "CREATE", registrar, at, "name-" + sequence, ", \"years\": " + years);
  }

  /** A delete in the add grace period of the name that event {@code created} created. */
  public static String agpDelete(long sequence, long created, int registrar, String at) {
    return event(sequence, "AGP_DELETE", registrar, at, "name-" + created, "");
  }

  public static String event(
      long sequence, String type, int registrar, String at, String label, String more) {
    return """
        {"sequence": %d, "type": "%s", "name": "%s.org", "roid": "%s-ORG", "registrar": %d,
         "otherRegistrar": null, "occurredAt": "%s", "recordedAt": "%s"%s}
        """
        .formatted(sequence, type, label, label.toUpperCase(), registrar, at, at, more);
  }

  /** The registry's registrars: these are accredited, and 9998 is the registry itself. */
  public static void registrars(int... accredited) {
    List<String> items = new ArrayList<>();
    items.add(registrar(9998, "REGISTRY"));
    for (int id : accredited) {
      items.add(registrar(id, "ACCREDITED"));
    }
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars"))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(okJson(page(items, null))));
  }

  private static String registrar(int id, String kind) {
    return """
        {"registrar": %d, "name": "Registrar %d", "clientId": "r-%d", "status": "ok", "kind": "%s"}
        """
        .formatted(id, id, id, kind);
  }

  /** All registration events of one kind; asked for before {@link #events} of all kinds. */
  public static void eventsOf(String type, List<String> events) {
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registration-events"))
                .withQueryParam("type", equalTo(type))
                .willReturn(okJson(page(events, null))));
  }

  /** Malicious incidents on registrations, by ROID and opening; every month has them all. */
  public static void malicious(List<String> incidents) {
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents"))
                .withQueryParam("classification", equalTo("MALICIOUS"))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(okJson(page(incidents, null))));
  }

  public static String incident(String roid, String openedAt) {
    return "{\"name\": \"x.org\", \"roid\": \"%s\", \"openedAt\": \"%s\", \"classification\": \"MALICIOUS\"}"
        .formatted(roid, openedAt);
  }

  /** The restriction orders of the aip service. */
  public static void orders(List<String> orders) {
    peers()
        .register(
            get(urlPathEqualTo("/aip/v1/restriction-orders"))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(okJson(page(orders, null))));
  }

  /**
   * @param liftedAt null where nobody lifted it
   */
  public static String order(int registrar, String startsAt, String endsAt, String liftedAt) {
    return """
        {"id": "%s", "caseId": "%s", "caseReference": "AIP-2026-0001", "registrar": %d,
         "mode": "FULL_STOP", "state": "IN_FORCE", "startsAt": "%s", "endsAt": "%s", "liftedAt": %s}
        """
        .formatted(
            UUID.randomUUID(),
            UUID.randomUUID(),
            registrar,
            startsAt,
            endsAt,
            liftedAt == null ? "null" : '"' + liftedAt + '"');
  }

  /** An order over a time that an appeal reversed. */
  public static String reversed(int registrar, String startsAt, String endsAt, String at) {
    return order(registrar, startsAt, endsAt, at)
        .replaceFirst("}\\s*$", ", \"reversedAt\": \"" + at + "\"}");
  }

  /**
   * The changes of incidents that have not been read, whatever was read before, and the incidents.
   *
   * @param last cursor of the last change: behind it there is none
   */
  public static void incidents(List<String> changes, String last, List<String> incidents) {
    // What was stubbed as the end of the list before is it no more.
    peers().removeStubsByMetadataPattern(matchingJsonPath("$.incidents"));
    Map<String, Object> mark = Map.of("incidents", true);
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incident-changes"))
                .atPriority(9)
                .withMetadata(mark)
                .willReturn(okJson(page(changes, null))));
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incident-changes"))
                .withQueryParam("after", equalTo(last))
                .withMetadata(mark)
                .willReturn(okJson(page(List.of(), null))));
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents"))
                .withMetadata(mark)
                .willReturn(okJson(page(incidents, null))));
  }

  public static String change(UUID incident, String cause, String at, String cursor) {
    return """
        {"sequence": 1, "incidentId": "%s", "cause": "%s", "at": "%s", "tallied": true, "cursor": "%s"}
        """
        .formatted(incident, cause, at, cursor);
  }

  /** An incident of the name that event {@code created} created. */
  public static String incident(
      UUID id, long created, String openedAt, String classification, String evidence) {
    return """
        {"id": "%s", "name": "name-%d.org", "roid": "NAME-%d-ORG", "threat": "PHISHING",
         "openedAt": "%s", "classification": "%s", "evidence": "%s"}
        """
        .formatted(id, created, created, openedAt, classification, evidence);
  }

  /** What is known of the mail of names, as {@code name-1.org=WORKING}. */
  public static void mail(String... known) {
    List<String> rows = new ArrayList<>();
    for (String each : known) {
      String[] parts = each.split("=");
      rows.add("{\"name\": \"%s\", \"mx\": \"%s\"}".formatted(parts[0], parts[1]));
    }
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/measurements"))
                .willReturn(okJson("[" + String.join(",", rows) + "]")));
  }

  public static void notScored() {
    peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/runs")).willReturn(okJson(page(List.of(), null))));
  }

  /**
   * A page of the signed names of 90001.
   *
   * @param after cursor that it is asked for with; null for the first page
   */
  public static void signedNames(String day, String after, String next, int from, int to) {
    List<String> names = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      names.add("{\"name\": \"signed-%03d.org\", \"roid\": \"S%d-ORG\"}".formatted(i, i));
    }
    peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/signed-names"))
                .withQueryParam("registrar", equalTo("90001"))
                .withQueryParam("day", equalTo(day))
                .withQueryParam("after", after == null ? absent() : equalTo(after))
                .willReturn(okJson(page(names, next))));
  }

  /** Fails behind a cursor. */
  public static void away(String path, String after) {
    peers()
        .register(
            get(urlPathEqualTo(path))
                .withQueryParam("after", equalTo(after))
                .willReturn(serverError()));
  }

  public static void away(String path) {
    peers().register(get(urlPathEqualTo(path)).willReturn(serverError()));
  }

  private static void stub(String path, String parameter, String value, String body) {
    peers()
        .register(
            get(urlPathEqualTo(path))
                .withQueryParam(parameter, equalTo(value))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(okJson(body)));
  }

  private static String page(List<String> items, String next) {
    return "{\"items\": ["
        + String.join(",", items)
        + "]"
        + (next == null ? "" : ", \"next\": \"" + next + "\"")
        + "}";
  }

  private static WireMock peers() {
    return SuiteResource.peers();
  }
}
