package io.bailiwick.ingest.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bailiwick.ingest.format.Columns;
import io.bailiwick.ingest.format.FeedFormat;
import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A feed: never changed, so that what an observation meant stays known.
 *
 * @param threats the source's words, lower case, and the threats that they mean
 */
@Schema(name = "Feed")
public record Feed(
    UUID id,
    @Schema(examples = "urlhaus-org") String name,
    @Schema(examples = "URLhaus, .org") String title,
    @Schema(
            description = "Source family: feeds that copy one another are one family",
            examples = "urlhaus")
        String family,
    FormatName format,
    @Schema(description = "Time zone of times that carry none", examples = "UTC") String zone,
    @Schema(
            description = "Threat of rows whose words are not mapped; absent: they are rejected",
            nullable = true)
        @Nullable Threat defaultThreat,
    @Schema(
            description =
                "The source's words (threat column, then tags, in their order; case does not matter)",
            examples = "{\"malware_download\":\"MALWARE\"}")
        Map<String, Threat> threats,
    @Schema(
            description = "Which column means what; of GENERIC_CSV and GENERIC_JSON_LINES only",
            nullable = true)
        @Nullable Columns columns,
    Delisting delisting,
    @Schema(description = "Whether the bytes of its payloads are kept") boolean keepsContent,
    Instant createdAt,
    @Schema(examples = "dana") String createdBy) {

  /**
   * The reader of one of its payloads.
   *
   * @param asOf when the payload speaks: what its source had ended by then is ended
   */
  public FeedFormat reader(Instant asOf) {
    return format.format(columns, asOf);
  }

  /**
   * Name and version of the parser of its payloads; a parser that reads differently has another.
   */
  @JsonIgnore
  public String parser() {
    return format.name() + "/" + format.parserVersion();
  }

  @JsonIgnore
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** What a row's words mean: the first that is mapped, or else the default. */
  public Optional<Threat> threat(List<String> words) {
    for (String word : words) {
      Threat threat = threats.get(word.toLowerCase(Locale.ROOT));
      if (threat != null) {
        return Optional.of(threat);
      }
    }
    return Optional.ofNullable(defaultThreat);
  }
}
