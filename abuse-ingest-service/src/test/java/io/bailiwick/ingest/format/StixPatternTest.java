package io.bailiwick.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.ingest.format.StixPattern.Standing;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The patterning language of STIX 2.1, section 9; many patterns are in the form of its examples.
 */
class StixPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [domain-name:value = 'a.org']                                   | domain-name:value=a.org
          [ domain-name:value='a.org' OR url:value = 'http://b.org/' ]    | domain-name:value=a.org url:value=http://b.org/
          [domain-name:value IN ('a.org','b.org', 'c.org')]               | domain-name:value=a.org domain-name:value=b.org domain-name:value=c.org
          [domain-name:value = 'a.org' AND domain-name:resolves_to_refs[*].value = '192.0.2.1'] | domain-name:value=a.org domain-name:resolves_to_refs[*].value=192.0.2.1
          [url:value = 'http://a.org/' AND network-traffic:dst_port = 8080] | url:value=http://a.org/ network-traffic:dst_port=8080
          [domain-name:value = 'a.org'] OR [ipv4-addr:value = '192.0.2.1'] | domain-name:value=a.org ipv4-addr:value=192.0.2.1
          [domain-name:value = 'a.org'] FOLLOWEDBY [url:value = 'http://b.org/'] WITHIN 600 SECONDS | domain-name:value=a.org url:value=http://b.org/
          ([domain-name:value = 'a.org'] AND [domain-name:value = 'b.org']) REPEATS 5 TIMES | domain-name:value=a.org domain-name:value=b.org
          [domain-name:value = 'a.org'] START t'2026-03-01T00:00:00Z' STOP t'2026-03-02T00:00:00Z' | domain-name:value=a.org
          [domain-name:value NOT = 'a.org']                               | domain-name:value=a.org!
          [domain-name:value != 'a.org']                                  | domain-name:value=a.org!
          [domain-name:value NOT IN ('a.org')]                            | domain-name:value=a.org!
          [domain-name:value NOT != 'a.org']                              | domain-name:value=a.org
          [domain-name:value LIKE '%.a.org']                              | domain-name:value=%.a.org*
          [url:value MATCHES '^http://a[.]org/']                          | url:value=^http://a[.]org/*
          [ipv4-addr:value ISSUBSET '192.0.2.0/24']                       | ipv4-addr:value=192.0.2.0/24*
          [file:size > 10]                                                | file:size=10*
          [EXISTS domain-name:value]                                      | domain-name:value=*
          [file:hashes.'SHA-256' = 'ab' OR file:hashes.MD5 = 'cd']        | file:hashes.SHA-256=ab file:hashes.MD5=cd
          [process:name = 'x' AND domain-name:value = 'a.org']            | process:name=x+ domain-name:value=a.org+
          [file:name = 'x'] FOLLOWEDBY [domain-name:value = 'a.org']      | file:name=x+ domain-name:value=a.org+
          [(process:name = 'x' AND domain-name:value = 'a.org') OR domain-name:value = 'b.org'] | process:name=x+ domain-name:value=a.org+ domain-name:value=b.org
          [domain-name:value = 'a.org' AND domain-name:value != 'b.org']  | domain-name:value=a.org+ domain-name:value=b.org!
          [windows-registry-key:values[0].name = 'x']                     | windows-registry-key:values[*].name=x
          [network-traffic:extensions.'http-request-ext'.request_value = '/x'] | network-traffic:extensions.http-request-ext.request_value=/x
          [file:content_ref.is_encrypted = true AND file:size = -1.5]     | file:content_ref.is_encrypted=true+ file:size=-1.5+
          """)
  void readsThePatternsOfTheLanguage(String pattern, String values) {
    assertThat(shown(pattern)).isEqualTo(values);
  }

  @Test
  void readsEscapesRemarksAndLineBreaks() {
    assertThat(
            shown(
                "[url:value = 'http://a.org/it\\'s\\\\'] /* both */ OR\n[url:value = 'b'] // end"))
        .isEqualTo("url:value=http://a.org/it's\\ url:value=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "domain-name:value = 'a.org'",
        "[domain-name:value = 'a.org'",
        "[domain-name:value = a.org]",
        "[domain-name = 'a.org']",
        "[domain-name:value 'a.org']",
        "[domain-name:value = 'a.org]",
        "[domain-name:value = 'a.org'] [x:y = 'z']",
        "[domain-name:value IN ()]",
        "[domain-name:value = 'a.org' OR]",
        "[domain-name:value = 'a.org'] WITHIN x SECONDS",
        "[domain-name:value = 'a\\",
        "[x:y[z] = 1]",
        "[x:y ; 1]",
        "alert tcp any any -> any any",
        "/* open"
      })
  void saysWhatIsNoPattern(String text) {
    assertThat(StixPattern.parse(text)).isNull();
  }

  @Test
  void boundsDepthAndSize() {
    assertThat(StixPattern.parse("(".repeat(100_000))).isNull();
    assertThat(StixPattern.parse("[" + "(".repeat(100_000))).isNull();
    assertThat(StixPattern.parse("[x:y IN ('a'" + ",'a'".repeat(10_000) + ")]")).isNull();
  }

  private static @Nullable String shown(String pattern) {
    var values = StixPattern.parse(pattern);
    return values == null
        ? null
        : values.stream()
            .map(value -> value.path() + "=" + value.value() + mark(value.standing()))
            .collect(Collectors.joining(" "));
  }

  private static String mark(Standing standing) {
    return switch (standing) {
      case ALONE -> "";
      case TOGETHER -> "+";
      case NEGATED -> "!";
      case MANY -> "*";
    };
  }
}
