package io.bailiwick.ingest.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.ingest.SharedData;
import io.bailiwick.ingest.indicator.Extraction.Indicator;
import io.bailiwick.ingest.indicator.Extraction.Rejected;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorReaderTest {
  private static final PublicSuffixes SUFFIXES = PublicSuffixes.shipped();
  private final IndicatorReader reader =
      new IndicatorReader(
          new NameRules(SUFFIXES, Map.of("archive.org", "policy"), Map.of()), Set.of("org"));

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '~',
      value = {
        "hxxps://secure-login[.]example[.]org/x~example.org~",
        "http://EXAMPLE.ORG./~example.org~",
        "http://a.b.example.org:8080/p~example.org~",
        "http://user:pw@example.org/~example.org~",
        "http://example.org\\@evil.com/~example.org~",
        "http://foo.duckdns.org/~duckdns.org~duckdns.org",
        "http://shop.x.eu.org/~eu.org~eu.org",
        "http://аррӏе.org/~xn--80ak6aa92e.org~",
        "http://münchen.org~xn--mnchen-3ya.org~",
        "http://faß.org~xn--fa-hia.org~",
        "http://example。org/~example.org~",
        "https://web.archive.org/web/2020/http://bad.org/~archive.org~archive.org",
        "http://_x.example.org~example.org~",
        "*.example.org~example.org~",
        "example.org~example.org~",
        " example.org ~example.org~",
        // beyond the table: other spellings of the same things
        "hxxp://example(dot)org~example.org~",
        "example[.]org/path~example.org~",
        "hxxp[:]//example{.}org~example.org~",
        "example.org:8080/path~example.org~",
        "//example.org/x~example.org~",
        "///example.org/x~example.org~",
        "\\\\example.org\\x~example.org~",
        "http://example.org:0000080/~example.org~",
        "http:\\\\example.org\\x~example.org~",
        "http:example.org~example.org~",
        "http://ex%61mple.org/~example.org~",
        "http://exam\tple.org/~example.org~",
        "http://ｅｘａｍｐｌｅ．org/~example.org~",
        "http://example.org?x=@evil.com~example.org~",
        "duckdns.org~duckdns.org~duckdns.org",
        "www.duckdns.org~duckdns.org~duckdns.org",
        "tcp://example.org:443~example.org~",
        "http://-lead.example.org/~example.org~"
      })
  void findsTheRegistrableDomain(String value, String domain, String platform) {
    assertThat(reader.read(value))
        .isInstanceOfSatisfying(
            Indicator.class,
            indicator -> {
              assertThat(indicator.domain()).isEqualTo(domain);
              assertThat(indicator.platform()).isEqualTo(platform);
            });
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '~',
      value = {
        "http://example.org@evil.com/~OUT_OF_ZONE",
        "http://192.0.2.1/p~IP_LITERAL",
        "http://3221225985/~IP_LITERAL",
        "http://0xc0.0.2.1/~IP_LITERAL",
        "http://[2001:db8::1]/~IP_LITERAL",
        "http://example.org%2eevil.com/~OUT_OF_ZONE",
        "https://example-org.translate.goog/~OUT_OF_ZONE",
        "https://bit.ly/abc~OUT_OF_ZONE",
        "exam\u200bple.org~INVALID_HOST",
        "http://org/~NOT_REGISTRABLE",
        "http://localhost/~NOT_REGISTRABLE",
        "http://exa mple.org~INVALID_HOST",
        "http://example.org%00.evil.com~INVALID_HOST",
        // beyond the table
        "http://0300.0.2.1/~IP_LITERAL",
        "http://192.0.513/~IP_LITERAL",
        "http://１９２.0.2.1/~IP_LITERAL",
        "192.0.2.1:8080~IP_LITERAL",
        "2001:db8::1~IP_LITERAL",
        "http://[::ffff:192.0.2.1]:80/~IP_LITERAL",
        "http://256.0.0.1/~INVALID_HOST",
        "http://1.2.3.4.5/~INVALID_HOST",
        "http://[2001:db8::1/~INVALID_HOST",
        "http://example.org:x/~INVALID_HOST",
        "http://example.org:70000/~INVALID_HOST",
        "http://exa\u00admple.org/~INVALID_HOST",
        "http://xn--a-.org/~INVALID_HOST",
        "http://example..org/~INVALID_HOST",
        "http://example.org../~INVALID_HOST",
        "http:///~INVALID_HOST",
        "*.org~INVALID_HOST",
        "_dmarc.org~INVALID_HOST",
        "somebody@example.org~UNSUPPORTED_TYPE",
        "d41d8cd98f00b204e9800998ecf8427e~UNSUPPORTED_TYPE",
        "'  '~MISSING_VALUE"
      })
  void saysWhyThereIsNothingToCount(String value, RejectionReason reason) {
    assertThat(reader.read(value))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  @Test
  void keepsTheUnicodeFormBesideTheALabel() {
    assertThat(reader.read("http://www.faß.org/"))
        .isEqualTo(new Indicator("www.xn--fa-hia.org", "xn--fa-hia.org", "faß.org", null, null));
  }

  /**
   * Names that IDNA refuses are delegated and abused all the same. {@code xn--8i7caa} decodes to
   * "www" in full-width letters: shown so, it would be another name.
   */
  @Test
  void countsAnALabelThatIsNotValidAndShowsItAsItIs() {
    assertThat(reader.read("https://xn--board-ngr.example.org/members/"))
        .isEqualTo(
            new Indicator("xn--board-ngr.example.org", "example.org", "example.org", null, null));
    assertThat(reader.read("https://XN--8i7caa.org/"))
        .isEqualTo(new Indicator("xn--8i7caa.org", "xn--8i7caa.org", "xn--8i7caa.org", null, null));
  }

  @Test
  void refusesLabelsThatTheDnsCannotHold() {
    assertThat(reader.read("http://" + "a".repeat(64) + ".example.org/"))
        .isInstanceOf(Rejected.class);
    assertThat(reader.read("http://" + "a.".repeat(130) + "example.org/"))
        .isInstanceOf(Rejected.class);
    assertThat(reader.read("http://" + "a".repeat(63) + ".example.org/"))
        .isInstanceOf(Indicator.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.c.mm", "www.www.ck", "www.city.kobe.jp"})
  void followsWildcardAndExceptionRules(String host) {
    assertThat(SUFFIXES.registrableDomain("a." + host))
        .isEqualTo(
            switch (host) {
              case "b.c.mm" -> "b.c.mm";
              case "www.www.ck" -> "www.ck";
              default -> "city.kobe.jp";
            });
  }

  @Test
  void knowsWhichListItUses() {
    assertThat(SUFFIXES.version()).matches("20\\d\\d-\\d\\d-\\d\\d_.*");
  }

  /**
   * The list's own vectors use both sections; each expected domain is then one label below a
   * suffix.
   */
  @Test
  void agreesWithTheVectorsOfThePublicSuffixList() throws IOException {
    Path file = SharedData.file("psl/test_psl.txt");
    int checked = 0;
    for (String line : Files.readAllLines(file)) {
      var matcher =
          java.util.regex.Pattern.compile("checkPublicSuffix\\('(.+)', '(.+)'\\);").matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      if (HostParser.parse(matcher.group(1)) instanceof Host.Name host
          && HostParser.parse(matcher.group(2)) instanceof Host.Name expected
          && SUFFIXES.privateSuffix(host.ascii()) == null) {
        assertThat(SUFFIXES.registrableDomain(host.ascii())).as(line).isEqualTo(expected.ascii());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(40);
  }

  @Property(tries = 2000)
  void neverFailsAndNeverLeavesTheZone(@ForAll String text) {
    for (String value : new String[] {text, "http://" + text, "http://" + text + ".org/"}) {
      if (new IndicatorReader(new NameRules(SUFFIXES, Map.of(), Map.of()), Set.of("org"))
              .read(value)
          instanceof Indicator indicator) {
        assertThat(indicator.domain()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?\\.org");
        assertThat(indicator.host()).endsWith(indicator.domain());
      }
    }
  }
}
