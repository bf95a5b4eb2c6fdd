package io.bailiwick.scoring;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What ingest answers in tests: a month's tallies in its wire form, members that scoring does not
 * read included.
 */
public final class Ingest {

  private final Month month;
  private final List<String> missingDays = new ArrayList<>();
  private final List<Map<String, Object>> registrars = new ArrayList<>();
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
    registrars.add(
        Map.of(
            "registrar",
            id,
            "name",
            "Registrar " + id,
            "kind",
            kind,
            "dumSum",
            names * month.days(),
            "days",
            month.days(),
            "creates",
            10,
            "agpDeletes",
            1,
            "tallies",
            malicious == 0 ? List.of() : tallies(malicious),
            "families",
            malicious == 0 ? List.of() : families(malicious)));
    return this;
  }

  private static List<Object> tallies(long malicious) {
    return List.of(
        // Listed by one source only: more than count, and must not enter the rate.
        tally("TOTAL", "MALICIOUS", "LISTED", malicious + 30),
        tally("TOTAL", "MALICIOUS", "CORROBORATED", malicious),
        tally("PHISHING", "MALICIOUS", "CORROBORATED", malicious),
        tally("MALWARE", "MALICIOUS", "CORROBORATED", 1),
        tally("TOTAL", "COMPROMISED", "CORROBORATED", 4),
        tally("TOTAL", "UNKNOWN", "CORROBORATED", 2));
  }

  private static Map<String, Object> tally(
      String threat, String classification, String evidence, long domains) {
    return Map.of(
        "threat", threat,
        "classification", classification,
        "minimumEvidence", evidence,
        "domains", domains);
  }

  private static List<Object> families(long malicious) {
    return List.of(
        Map.of("family", "gamma", "minimumEvidence", "LISTED", "domains", malicious + 30),
        Map.of("family", "beta", "minimumEvidence", "CORROBORATED", "domains", malicious),
        Map.of("family", "alpha", "minimumEvidence", "CORROBORATED", "domains", malicious));
  }

  public Ingest missing(String day) {
    missingDays.add(day);
    return this;
  }

  public Ingest sequence(long number) {
    sequence = number;
    return this;
  }

  /** From now on ingest answers this for the month. */
  public void stub() {
    answer(month, okJson(body()));
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

  /** From now on ingest fails for the month. */
  public static void away(Month month) {
    answer(month, serviceUnavailable());
  }

  /** From now on ingest answers something else than tallies for the month. */
  public static void babbling(Month month) {
    answer(month, okJson("{\"month\":\"" + month + "\",\"registrars\":[]}"));
  }

  private static void answer(Month month, ResponseDefinitionBuilder response) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/tallies"))
                .withQueryParam("month", equalTo(month.toString()))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(response));
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
