package io.bailiwick.ingest.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.format.Columns;
import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Setting feeds up and finding them. */
@ApplicationScoped
public class Feeds {

  /** The built-in feed of single reports that a person has validated. */
  public static final String VALIDATED_REPORTS = "reports";

  private final FeedRepository feeds;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final ObjectMapper mapper;

  @Inject
  Feeds(
      FeedRepository feeds,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      ObjectMapper mapper) {
    this.feeds = feeds;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.mapper = mapper;
  }

  @Transactional
  Feed create(NewFeed wanted) {
    check(wanted);
    if (feeds.named(wanted.name()).isPresent()) {
      throw ProblemException.conflict(
          "There is a feed with this name already.",
          List.of("Choose another name; a feed is never changed, a changed source is a new feed."));
    }
    Map<String, Threat> threats = new TreeMap<>();
    if (wanted.threats() != null) {
      wanted
          .threats()
          .forEach((word, threat) -> threats.put(word.strip().toLowerCase(Locale.ROOT), threat));
    }
    if (threats.isEmpty() && wanted.defaultThreat() == null) {
      threats.putAll(wanted.format().suggestedThreats());
    }
    FeedRecord feed = new FeedRecord();
    feed.id = Ids.next();
    feed.name = wanted.name();
    feed.title = wanted.title();
    feed.family = wanted.family();
    feed.format = wanted.format().name();
    feed.zone = wanted.zone() == null ? "UTC" : wanted.zone();
    feed.defaultThreat = wanted.defaultThreat() == null ? null : wanted.defaultThreat().name();
    feed.threats = json(threats);
    feed.columns = wanted.columns() == null ? null : json(wanted.columns());
    Delisting delisting = Delisting.complete(wanted.delisting(), wanted.format());
    feed.delisting = delisting.by().name();
    feed.absences = delisting.absences();
    feed.largestDropPercent = delisting.largestDropPercent();
    feed.keepsContent =
        wanted.keepContent() == null ? !wanted.format().holdsPersonalData() : wanted.keepContent();
    feed.createdAt = clock.instant();
    feed.createdBy = caller.name();
    feeds.persist(feed);
    feeds.flush();
    audit.record(
        FeedAction.FEED_CREATED,
        "feed/" + feed.name,
        Map.of("family", feed.family, "format", feed.format, "threats", threats));
    return feed(feed);
  }

  private static void check(NewFeed wanted) {
    List<Violation> violations = new ArrayList<>();
    if (wanted.name().equals(VALIDATED_REPORTS)) {
      violations.add(new Violation("name", "is not that of the feed of validated reports"));
    }
    Columns columns = wanted.columns();
    if (wanted.format().isMapped()) {
      if (columns == null || columns.value() == null || columns.value().isBlank()) {
        violations.add(new Violation("columns.value", "names the column of the URL or domain"));
      }
    } else if (columns != null) {
      violations.add(new Violation("columns", "is for GENERIC_CSV and GENERIC_JSON_LINES only"));
    }
    if (wanted.zone() != null) {
      if (!wanted.format().hasZoneOfItsFeed() && !wanted.zone().equals("UTC")) {
        violations.add(new Violation("zone", "is UTC: in this format times are UTC"));
      }
      try {
        var unused = ZoneId.of(wanted.zone());
      } catch (DateTimeException e) {
        violations.add(
            new Violation("zone", "is a time zone, for example UTC or Europe/Amsterdam"));
      }
    }
    if (Boolean.TRUE.equals(wanted.keepContent()) && wanted.format().holdsPersonalData()) {
      violations.add(
          new Violation("keepContent", "is false: payloads of this format hold personal data"));
    }
    if (wanted.delisting() != null
        && wanted.delisting().by() == Delisting.By.BY_WITHDRAWAL
        && !wanted.format().saysEnds()) {
      violations.add(
          new Violation(
              "delisting.by", "is BY_WITHDRAWAL in formats only that say what has ended"));
    }
    if (wanted.format().suggestedThreats().isEmpty()
        && wanted.defaultThreat() == null
        && (wanted.threats() == null || wanted.threats().isEmpty())) {
      violations.add(
          new Violation("threats", "maps at least one word, unless there is a defaultThreat"));
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("The feed cannot be set up like this.", violations);
    }
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  @Transactional
  public Feed named(String name) {
    return feeds.named(name).map(this::feed).orElseThrow(() -> ProblemException.notFound("feed"));
  }

  @Transactional
  Page<Feed> list(PageRequest request) {
    return Page.of(
        request,
        Feed.class,
        (after, limit) -> feeds.page(after, limit).stream().map(this::feed).toList(),
        Feed::name);
  }

  private Feed feed(FeedRecord row) {
    try {
      return new Feed(
          row.id,
          row.name,
          row.title,
          row.family,
          FormatName.valueOf(row.format),
          row.zone,
          row.defaultThreat == null ? null : Threat.valueOf(row.defaultThreat),
          mapper.readValue(row.threats, new TypeReference<TreeMap<String, Threat>>() {}),
          columns(row.columns),
          new Delisting(Delisting.By.valueOf(row.delisting), row.absences, row.largestDropPercent),
          row.keepsContent,
          row.createdAt,
          row.createdBy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("feed " + row.name + " cannot be read", e);
    }
  }

  private @Nullable Columns columns(@Nullable String json) throws JsonProcessingException {
    return json == null ? null : mapper.readValue(json, Columns.class);
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
