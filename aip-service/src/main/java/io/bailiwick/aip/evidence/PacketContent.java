package io.bailiwick.aip.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The little that is read of a packet before it is kept, and the gate that it passes: a packet of a
 * layout that is known, of a kind of abuse that is counted, of this registrar. Anything else,
 * whatever it is, is not kept.
 *
 * @param name registrable domain in A-labels
 */
record PacketContent(String name) {
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int LONGEST_NAME = 253;
  private static final Set<String> LAYOUTS = Set.of("1", "2");
  private static final Set<String> THREATS =
      Set.of("PHISHING", "MALWARE", "BOTNET", "PHARMING", "SPAM");
  private static final Set<String> MEMBERS =
      Set.of(
          "layout",
          "madeAt",
          "incidentId",
          "name",
          "unicodeName",
          "threat",
          "firstSeenAt",
          "lastSeenAt",
          "month",
          "judgement",
          "attribution",
          "lifetime",
          "listings",
          "listingsCutOff",
          "probes",
          "corrections",
          "changes");

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();

  /** Empty where it may not be kept. */
  static Optional<PacketContent> of(byte[] document, int registrar) {
    if (document.length > LONGEST) {
      return Optional.empty();
    }
    Map<String, String> scalars = new HashMap<>();
    try (JsonParser parser = JSON.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String member = parser.currentName();
        if (!MEMBERS.contains(member)) {
          return Optional.empty();
        }
        JsonToken value = parser.nextToken();
        if (member.equals("attribution") && value == JsonToken.START_OBJECT) {
          attribution(parser, scalars);
        } else if (value.isStructStart()) {
          parser.skipChildren();
        } else {
          scalars.put(member, parser.getText());
        }
      }
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    String name = scalars.getOrDefault("name", "");
    return LAYOUTS.contains(scalars.getOrDefault("layout", ""))
            && THREATS.contains(scalars.getOrDefault("threat", ""))
            && Integer.toString(registrar).equals(scalars.get("attribution.registrar"))
            && !name.isEmpty()
            && name.length() <= LONGEST_NAME
        ? Optional.of(new PacketContent(name))
        : Optional.empty();
  }

  private static void attribution(JsonParser parser, Map<String, String> scalars)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
      } else {
        scalars.put("attribution." + member, parser.getText());
      }
    }
  }
}
