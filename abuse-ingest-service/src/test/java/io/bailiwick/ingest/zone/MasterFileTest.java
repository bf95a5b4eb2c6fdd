package io.bailiwick.ingest.zone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterFileTest {

  private static List<String> records(String text, String origin) throws IOException {
    List<String> seen = new ArrayList<>();
    new MasterFile(new ByteArrayInputStream(text.getBytes(UTF_8)), origin)
        .read((owner, type, data) -> seen.add(owner + " " + type + " " + String.join(" ", data)));
    return seen;
  }

  private static void refused(String text, String detail) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> records(text, "org"))
        .satisfies(refusal -> assertThat(refusal.detail()).contains(detail));
  }

  /** The example of RFC 1035, section 5.3, up to its $INCLUDE. */
  @Test
  void readsTheExampleOfTheStandard() throws IOException {
    assertThat(
            records(
                """
                @   IN  SOA     VENERA      Action\\.domains (
                                                 20     ; SERIAL
                                                 7200   ; REFRESH
                                                 600    ; RETRY
                                                 3600000; EXPIRE
                                                 60)    ; MINIMUM

                        NS      A.ISI.EDU.
                        NS      VENERA
                        NS      VAXA
                        MX      10      VENERA
                        MX      20      VAXA

                A       A       26.3.0.103

                VENERA  A       10.1.0.52
                        A       128.9.0.32

                VAXA    A       10.2.0.27
                        A       128.9.0.33
                """,
                "ISI.EDU"))
        .containsExactly(
            "isi.edu SOA VENERA Action\\.domains 20 7200 600 3600000 60",
            "isi.edu NS A.ISI.EDU.",
            "isi.edu NS VENERA",
            "isi.edu NS VAXA",
            "isi.edu MX 10 VENERA",
            "isi.edu MX 20 VAXA",
            "a.isi.edu A 26.3.0.103",
            "venera.isi.edu A 10.1.0.52",
            "venera.isi.edu A 128.9.0.32",
            "vaxa.isi.edu A 10.2.0.27",
            "vaxa.isi.edu A 128.9.0.33");
  }

  private static final String ZONE =
      """
      $ORIGIN org.
      $TTL 1h30m
      @   IN  SOA a0.nic.example. hostmaster ( 2026030201 ; serial
                  7200 600
                  3600000 60 )
              NS  ns.nic.example.
      EXAMPLE 3600 IN NS ns1.example.net.   ; the first of two
              IN 3600 NS ns2.example.net.
              DS 12345 13 2 "AB;CD"
      b.org.  NS ns.b.org.
      ns.b.org. A 192.0.2.1
      www.c   NS x.example.
      d       DS 1 13 2 ABCD
      \t
      $ORIGIN e.org.
      @ ns ns
      ns A 192.0.2.2
      a\\.b.org. NS x.example.
      nott-org. NS x.example.
      @       3600    IN      RRSIG   NS 13 2 3600 20260401000000 ( 20260301000000
              1 org. abcd== )
      """;

  @Test
  void readsDirectivesTimesClassesAndOwnersLeftOut() throws IOException {
    assertThat(records(ZONE, "org"))
        .containsExactly(
            "org SOA a0.nic.example. hostmaster 2026030201 7200 600 3600000 60",
            "org NS ns.nic.example.",
            "example.org NS ns1.example.net.",
            "example.org NS ns2.example.net.",
            "example.org DS 12345 13 2 AB;CD",
            "b.org NS ns.b.org.",
            "ns.b.org A 192.0.2.1",
            "www.c.org NS x.example.",
            "d.org DS 1 13 2 ABCD",
            "e.org NS ns",
            "ns.e.org A 192.0.2.2",
            "a\\.b.org NS x.example.",
            "nott-org NS x.example.",
            "e.org RRSIG NS 13 2 3600 20260401000000 20260301000000 1 org. abcd==");
  }

  @Test
  void delegatedAreNamesOneLabelBelowTheApex() throws IOException {
    List<String> names = new ArrayList<>();
    Delegations.Summary summary =
        Delegations.read(
            new ByteArrayInputStream(ZONE.getBytes(UTF_8)),
            "org",
            (name, signed) -> names.add(name + (signed ? " DS" : " NS")));
    assertThat(names)
        .containsExactly("example.org NS", "example.org DS", "b.org NS", "d.org DS", "e.org NS");
    assertThat(summary.serial()).isEqualTo(2026030201L);
    assertThat(summary.records()).isEqualTo(14);
  }

  @Test
  void theSerialTellsTheDay() {
    LocalDate latest = LocalDate.of(2026, 4, 1);
    assertThat(new Delegations.Summary(2026030201L, 1).day(latest)).isEqualTo("2026-03-02");
    // 2 March 2026, 12:00 UTC in seconds since 1970.
    assertThat(new Delegations.Summary(1772452800L, 1).day(latest)).isEqualTo("2026-03-02");
    assertThat(new Delegations.Summary(20, 1).day(latest)).isNull();
    assertThat(new Delegations.Summary(2026040201L, 1).day(latest)).isNull();
  }

  @Test
  void refusesWhatIsNoZoneFile() {
    refused(
        "$INCLUDE other.zone\n", "Line 1 of the zone file: the directive $include is not taken");
    refused("   NS ns.example.\n", "a record without an owner");
    refused("a 3600 IN\n", "a record without a type");
    refused("a TXT ( \"x\"\n", "a parenthesis that is not closed");
    refused("\na TXT )\n", "Line 2 of the zone file: a parenthesis that was not opened");
    refused("a TXT \"x\n", "a quote that is not closed");
    refused("$ORIGIN\n", "$ORIGIN without a name");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                Delegations.read(
                    new ByteArrayInputStream("a.org. NS x.\n".getBytes(UTF_8)),
                    "org",
                    (name, signed) -> {}));
  }
}
