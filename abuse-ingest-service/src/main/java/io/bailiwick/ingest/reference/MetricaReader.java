package io.bailiwick.ingest.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a domain list of ICANN Metrica as MoSAPI answers it: version, tld or ianaId (also seen as
 * {@code ianald}), domainListDate, domainsInZone, uniqueAbuseDomains, domainListData. A negative
 * number means that it is not available.
 */
final class MetricaReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(4096).build())
          .build();
  private static final int LONGEST_WORD = 100;
  private static final int MOST_THREATS = 100;

  /** Takes the names. */
  interface Names {
    void name(String threat, String name) throws IOException;
  }

  /**
   * What a list says of itself.
   *
   * @param counts by threat; null for not available
   */
  record Header(
      @Nullable String tld,
      @Nullable RegistrarId registrar,
      LocalDate day,
      @Nullable Long domainsInZone,
      @Nullable Long uniqueDomains,
      Map<String, @Nullable Long> counts) {}

  private final Names names;
  private @Nullable String tld;
  private @Nullable RegistrarId registrar;
  private @Nullable LocalDate day;
  private @Nullable Long domainsInZone;
  private @Nullable Long uniqueDomains;
  private boolean hasData;
  private final Map<String, @Nullable Long> counts = new LinkedHashMap<>();

  private MetricaReader(Names names) {
    this.names = names;
  }

  static Header read(InputStream text, Names names) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      return new MetricaReader(names).read(parser);
    } catch (JsonProcessingException e) {
      throw Refusal.unusable("The content is not valid JSON.");
    }
  }

  private Header read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Refusal.unusable("The content is no JSON object.");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (member) {
        case "tld" -> tld = value == JsonToken.VALUE_NULL ? null : word(parser, member);
        case "ianaId", "ianald" -> {
          if (value != JsonToken.VALUE_NULL) {
            try {
              registrar = RegistrarId.fromString(parser.getText());
            } catch (IllegalArgumentException e) {
              throw Refusal.unusable(member + " is no IANA ID.");
            }
          }
        }
        case "domainListDate" -> {
          try {
            day = LocalDate.parse(parser.getText());
          } catch (DateTimeException e) {
            throw Refusal.unusable("domainListDate is no day.");
          }
        }
        case "domainsInZone" -> domainsInZone = available(parser, member);
        case "uniqueAbuseDomains" -> uniqueDomains = available(parser, member);
        case "domainListData" -> data(parser);
        default -> parser.skipChildren();
      }
    }
    if (day == null || !hasData || (tld == null) == (registrar == null)) {
      throw Refusal.unusable(
          "A domain list has domainListDate, domainListData, and one of tld and ianaId.");
    }
    return new Header(tld, registrar, day, domainsInZone, uniqueDomains, counts);
  }

  private void data(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.unusable("domainListData is no list.");
    }
    hasData = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw Refusal.unusable("domainListData holds something else than objects.");
      }
      threat(parser);
      if (counts.size() > MOST_THREATS) {
        throw Refusal.tooLarge("The list has more than %d threats.".formatted(MOST_THREATS));
      }
    }
  }

  /** The names may stand before their threat, so a threat without one is refused. */
  private void threat(JsonParser parser) throws IOException {
    String threat = null;
    Long count = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "threatType" -> threat = word(parser, member);
        case "count" -> count = available(parser, member);
        case "domains" -> names(parser, threat);
        default -> parser.skipChildren();
      }
    }
    if (threat == null || counts.containsKey(threat)) {
      throw Refusal.unusable("domainListData has a threat without threatType, or one twice.");
    }
    counts.put(threat, count);
  }

  private void names(JsonParser parser, @Nullable String threat) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY || threat == null) {
      throw Refusal.unusable("domains is a list that stands after its threatType.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().length() > 254) {
        throw Refusal.unusable("domains holds something else than names.");
      }
      String name = parser.getText().strip().toLowerCase(Locale.ROOT);
      names.name(threat, name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
  }

  private static String word(JsonParser parser, String member) throws IOException {
    String word = parser.getText().strip().toLowerCase(Locale.ROOT);
    if (parser.currentToken() != JsonToken.VALUE_STRING
        || word.isEmpty()
        || word.length() > LONGEST_WORD) {
      throw Refusal.unusable("%s is no word.".formatted(member));
    }
    return word;
  }

  private static @Nullable Long available(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw Refusal.unusable("%s is no whole number.".formatted(member));
    }
    long number = parser.getLongValue();
    return number < 0 ? null : number;
  }
}
