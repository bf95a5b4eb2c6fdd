package io.bailiwick.ingest.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Single reports that a person has validated, as payloads of a feed of their own: the same way into
 * observations and incidents as everything else.
 */
@ApplicationScoped
public class ValidatedReports {
  private static final String FAMILY = "registry-validated";

  private final Feeds feeds;
  private final PayloadIntake intake;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final Sql sql;
  private final ObjectMapper mapper;

  @Inject
  ValidatedReports(
      Feeds feeds,
      PayloadIntake intake,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      Sql sql,
      ObjectMapper mapper) {
    this.feeds = feeds;
    this.intake = intake;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.sql = sql;
    this.mapper = mapper;
  }

  /**
   * Makes observations of what a report names.
   *
   * @param countedAt their counting time: never the time of the validation
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Payload receive(UUID report, List<String> values, Threat threat, Instant countedAt) {
    StringBuilder csv = new StringBuilder("value,time,threat,report\n");
    for (String value : values) {
      csv.append('"')
          .append(value.replace("\"", "\"\"").replaceAll("[\\r\\n]", ""))
          .append("\",%s,%s,%s\n".formatted(countedAt, word(threat), report));
    }
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    // A report that waited for longer than a listing may lie back speaks as of its own day.
    LocalDate day = LocalDate.ofInstant(countedAt, ZoneOffset.UTC);
    boolean old = Duration.between(countedAt, clock.instant()).compareTo(RowJudge.OLDEST) > 0;
    Payload.Historical asOf = old ? new Payload.Historical(day, day) : null;
    Feed feed = feed();
    return uploads.receive(
        new ByteArrayInputStream(bytes),
        content -> intake.within(feed, content, "text/csv", asOf, caller.name()).content());
  }

  private Feed feed() {
    Map<String, Threat> words = new TreeMap<>();
    for (Threat threat : Threat.values()) {
      words.put(word(threat), threat);
    }
    sql.update(
        """
        INSERT INTO feed (id, name, title, family, format, zone, threats, columns, created_at, created_by)
        VALUES (?, ?, 'Single reports that a person has validated', ?, ?, 'UTC', ?, ?, ?, ?)
        ON CONFLICT (name) DO NOTHING
        """,
        Ids.next(),
        Feeds.VALIDATED_REPORTS,
        FAMILY,
        FormatName.GENERIC_CSV,
        json(words),
        json(Map.of("value", "value", "time", "time", "threat", "threat")),
        clock.instant(),
        caller.name());
    return feeds.named(Feeds.VALIDATED_REPORTS);
  }

  private static String word(Threat threat) {
    return threat.name().toLowerCase(Locale.ROOT);
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
