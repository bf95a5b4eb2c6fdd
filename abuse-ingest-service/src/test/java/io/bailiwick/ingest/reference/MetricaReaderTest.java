package io.bailiwick.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricaReaderTest {
  private final List<String> names = new ArrayList<>();

  private MetricaReader.Header read(String json) throws IOException {
    return MetricaReader.read(
        new ByteArrayInputStream(json.getBytes(UTF_8)),
        (threat, name) -> names.add(threat + " " + name));
  }

  private void refused(String json, String detail) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(json))
        .satisfies(refusal -> assertThat(refusal.detail()).contains(detail));
  }

  @Test
  void readsAZonesListAndTakesNegativeCountsForNotAvailable() throws IOException {
    MetricaReader.Header header =
        read(
            """
            {"version":2,"tld":"ORG","domainListDate":"2026-03-02","uniqueAbuseDomains":2,"new":{"a":[1]},
             "domainListData":[{"threatType":"Phishing","count":2,"domains":["A.org","b.org."]},
                               {"threatType":"botnetCc","count":-1,"domains":[]},{"threatType":"spam","count":0}]}
            """);
    assertThat(header.tld()).isEqualTo("org");
    assertThat(header.registrar()).isNull();
    assertThat(header.day()).isEqualTo("2026-03-02");
    assertThat(header.uniqueDomains()).isEqualTo(2);
    assertThat(header.domainsInZone()).isNull();
    assertThat(header.counts())
        .containsEntry("phishing", 2L)
        .containsEntry("botnetcc", null)
        .containsEntry("spam", 0L);
    assertThat(names).containsExactly("phishing a.org", "phishing b.org");
  }

  @Test
  void readsARegistrarsListWhateverTheSpelling() throws IOException {
    for (String member : List.of("\"ianaId\":292", "\"ianald\":\"292\"")) {
      assertThat(
              read("{%s,\"domainListDate\":\"2026-03-02\",\"domainsInZone\":-1,\"domainListData\":[]}"
                      .formatted(member))
                  .registrar())
          .isEqualTo(RegistrarId.of(292));
    }
  }

  @Test
  void refusesWhatIsNoDomainList() {
    refused("[]", "no JSON object");
    refused("{\"tld\":\"org\"", "not valid JSON");
    refused("{\"tld\":\"org\",\"domainListDate\":\"2026-03-02\"}", "A domain list has");
    refused("{\"domainListDate\":\"2026-03-02\",\"domainListData\":[]}", "A domain list has");
    refused("{\"tld\":\"org\",\"domainListDate\":\"March\",\"domainListData\":[]}", "no day");
    refused("{\"ianaId\":\"x\"}", "ianaId is no IANA ID");
    refused("{\"domainListData\":[{\"count\":1}]}", "without threatType");
    refused(
        "{\"domainListData\":[{\"threatType\":\"a\",\"domains\":[1]}]}",
        "something else than names");
    refused("{\"domainsInZone\":\"many\"}", "no whole number");
  }
}
