package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.StixPattern.Comparison;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * STIX 2.1: bundles, and the envelopes in which TAXII 2.1 hands objects out. A row is one value of
 * the pattern of an indicator; all other objects are context. Of several versions of an indicator
 * the newest counts.
 */
final class StixJson implements FeedFormat {

  /** Most indicators of one payload: of each, its newest version is remembered. */
  private static final int INDICATOR_LIMIT = 500_000;

  private static final Set<String> KEEP =
      Set.of(
          "type",
          "id",
          "created",
          "modified",
          "indicator_types",
          "labels",
          "kill_chain_phases",
          "phase_name",
          "pattern",
          "pattern_type",
          "valid_from",
          "valid_until",
          "revoked");

  /** What a bundle and an envelope may hold beside their objects. */
  private static final Set<String> MEMBERS =
      Set.of("type", "id", "spec_version", "more", "next", "objects");

  private final Instant asOf;

  /**
   * @param asOf what was valid until before this has ended
   */
  StixJson(Instant asOf) {
    this.asOf = asOf;
  }

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    Map<UUID, Instant> newest = new HashMap<>();
    List<Version> versions = new ArrayList<>();
    try (RowSpool spool = new RowSpool();
        JsonDocument json = new JsonDocument(lines)) {
      while (json.nextDocument()) {
        document(json, new Objects(newest, versions, spool));
      }
      spool.drain(
          (mark, row) -> {
            Version version = mark < 0 ? null : versions.get((int) mark);
            boolean superseded =
                version != null
                    && version.modified().isBefore(newest.getOrDefault(version.id(), Instant.MIN));
            rows.accept(
                superseded
                    ? new Row.Unreadable(
                        row.line(),
                        row.raw(),
                        RejectionReason.SUPERSEDED,
                        "A newer version of the indicator is in the same payload.")
                    : row);
          });
    }
  }

  /** One version of an indicator, by a digest of its identifier. */
  private record Version(UUID id, Instant modified) {}

  private record Objects(Map<UUID, Instant> newest, List<Version> versions, RowSpool spool) {

    long mark(@Nullable String id, @Nullable Instant modified) {
      if (id == null || modified == null) {
        return -1;
      }
      if (versions.size() >= INDICATOR_LIMIT) {
        throw Refusal.tooLarge(
            "More than %,d indicators; send them page by page.".formatted(INDICATOR_LIMIT));
      }
      UUID key = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
      versions.add(new Version(key, modified));
      newest.merge(key, modified, (a, b) -> a.isAfter(b) ? a : b);
      return versions.size() - 1L;
    }
  }

  private void document(JsonDocument json, Objects objects) throws IOException {
    if (!json.isObject()) {
      throw json.refusal("Neither a bundle nor an envelope.");
    }
    boolean any = false;
    boolean known = false;
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      any = true;
      if (name.equals("objects") && json.isArray()) {
        known = true;
        while (json.nextItem()) {
          object(json.row(KEEP), objects);
        }
      } else if (json.isArray() || json.isObject()) {
        throw json.refusal("A bundle or an envelope holds its objects under \"objects\".");
      } else if (name.equals("type")) {
        known |= "bundle".equals(json.scalar());
      } else {
        known |= name.equals("more");
        if (!MEMBERS.contains(name)) {
          json.skip();
        }
      }
    }
    // An envelope without objects is empty: {}.
    if (any && !known) {
      throw json.refusal("Neither a bundle nor an envelope.");
    }
  }

  private void object(JsonRow object, Objects objects) throws IOException {
    Row.Unreadable problem = object.problem();
    if (problem != null) {
      objects.spool().put(-1, problem);
      return;
    }
    JsonValue.Members members = object.members();
    String type = members.text("type");
    if ("indicator".equals(type)) {
      String modified = modified(members);
      long mark = objects.mark(members.text("id"), instant(modified));
      for (Row row : rows(object, modified)) {
        objects.spool().put(mark, row);
      }
    } else if (type == null || members.get("pattern") != null) {
      objects
          .spool()
          .put(
              -1,
              object.unreadable(
                  RejectionReason.MALFORMED_ROW,
                  "An object without a type, or of an unknown one."));
    }
  }

  private List<Row> rows(JsonRow object, @Nullable String modified) {
    JsonValue.Members indicator = object.members();
    String language = indicator.text("pattern_type");
    if (language != null && !language.equals("stix")) {
      return List.of(
          object.unreadable(
              RejectionReason.UNSUPPORTED_TYPE, "The pattern is not written in STIX."));
    }
    String pattern = indicator.text("pattern");
    List<Comparison> values = pattern == null ? null : StixPattern.parse(pattern);
    if (values == null) {
      return List.of(
          object.unreadable(RejectionReason.MALFORMED_ROW, "The pattern cannot be read."));
    }
    String ended = ended(indicator, modified);
    boolean over = ended != null || indicator.flag("revoked");
    List<String> words = words(indicator);
    List<Row> rows = new ArrayList<>();
    JsonRow source = object;
    for (Comparison value : values) {
      if (!rows.isEmpty()) {
        // The whole object is kept with its first value; there may be thousands.
        String part = "[%s = '%s']".formatted(value.path(), value.value());
        source = new JsonRow(object.line(), Lines.raw(part), indicator, null);
      }
      rows.add(row(source, value, words, over, ended));
    }
    return rows;
  }

  private static Row row(
      JsonRow object, Comparison value, List<String> words, boolean over, @Nullable String ended) {
    JsonValue.Members indicator = object.members();
    String type = type(value.path());
    return switch (value.standing()) {
      case NEGATED ->
          object.unreadable(RejectionReason.NOT_ACTIONABLE, "The pattern excludes the value.");
      case MANY ->
          object.unreadable(
              RejectionReason.UNSUPPORTED_TYPE, "The pattern compares, it does not name a value.");
      case TOGETHER ->
          object.unreadable(
              RejectionReason.NOT_ACTIONABLE,
              "The value is harmful only together with something else.");
      case ALONE -> {
        if (over && isHost(type)) {
          yield new Row.Withdrawal(object.line(), object.raw(), value.value(), type, ended);
        }
        if (words.contains("benign")) {
          yield object.unreadable(
              RejectionReason.NOT_ACTIONABLE, "The source calls the indicator benign.");
        }
        String from = indicator.text("valid_from");
        yield object.report(
            value.value(),
            from == null ? indicator.text("created") : from,
            type,
            words,
            words.contains("compromised"));
      }
    };
  }

  /** The kind of a value: the type of its object where that is a name or address in itself. */
  private static String type(String path) {
    return switch (path) {
      case "domain-name:value", "hostname:value" -> "domain-name";
      case "url:value" -> "url";
      case "ipv4-addr:value" -> "ipv4-addr";
      case "ipv6-addr:value" -> "ipv6-addr";
      default -> path;
    };
  }

  private static boolean isHost(String type) {
    return type.equals("domain-name") || type.equals("url");
  }

  /** When the listing ended by the payload's time; null where it goes on or nobody says when. */
  private @Nullable String ended(JsonValue.Members indicator, @Nullable String modified) {
    if (indicator.flag("revoked")) {
      return modified;
    }
    String until = indicator.text("valid_until");
    Instant end = instant(until);
    return end != null && !end.isAfter(asOf) ? until : null;
  }

  private static @Nullable String modified(JsonValue.Members indicator) {
    String modified = indicator.text("modified");
    return modified == null ? indicator.text("created") : modified;
  }

  private static @Nullable Instant instant(@Nullable String time) {
    return time == null ? null : SourceTime.parse(time, ZoneOffset.UTC);
  }

  /** Labels say more than the types, which hardly ever name a kind of threat. */
  private static List<String> words(JsonValue.Members indicator) {
    List<String> words = new ArrayList<>(indicator.words("labels"));
    words.addAll(indicator.words("indicator_types"));
    if (indicator.get("kill_chain_phases") instanceof JsonValue.Items(List<JsonValue> phases)) {
      for (JsonValue phase : phases) {
        String name =
            phase instanceof JsonValue.Members members ? members.text("phase_name") : null;
        if (name != null) {
          words.add(name);
        }
      }
    }
    return words;
  }
}
