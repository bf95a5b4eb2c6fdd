package io.bailiwick.ingest.exclusion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Day;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entering and ending exclusions. */
@ApplicationScoped
class ExclusionService {

  /** Key of the advisory lock of exclusions: "exclude" in ASCII. One after the other. */
  private static final long LOCK = 0x6578636c756465L;

  private final Sql sql;
  private final ExclusionRepository exclusions;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  ExclusionService(
      Sql sql,
      ExclusionRepository exclusions,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.exclusions = exclusions;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Transactional
  Exclusion enter(ExclusionResource.NewExclusion wanted) {
    String name = wanted.name().strip().toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    if (!name.matches("[a-z0-9-]{1,63}\\..+")
        || !uploads.zones().contains(name.substring(dot + 1))) {
      throw ProblemException.invalid(
          "That is no name of this registry.",
          new Violation("name", "is one label (A-label) below one of the registry's zones"));
    }
    checkOrder(wanted.from(), wanted.until());
    sql.lock(LOCK);
    if (exclusions.overlaps(name, wanted.from(), wanted.until())) {
      throw ProblemException.conflict(
          "The name is excluded at some of that time.", List.of("End that exclusion first."));
    }
    Exclusion exclusion =
        new Exclusion(
            Ids.next(),
            name,
            wanted.reason(),
            wanted.from(),
            wanted.until(),
            wanted.note(),
            caller.name(),
            clock.instant(),
            null,
            null);
    exclusions.insert(exclusion);
    exclusions.touchIncidents(name, clock.instant());
    record(ExclusionAction.EXCLUSION_ENTERED, exclusion);
    return exclusion;
  }

  private static void checkOrder(LocalDate from, @Nullable LocalDate until) {
    if (until != null && !until.isAfter(from)) {
      throw ProblemException.invalid(
          "It ends before it begins.", new Violation("until", "lies after from"));
    }
  }

  @Transactional
  Exclusion end(UUID id, LocalDate until) {
    sql.lock(LOCK);
    Exclusion exclusion = get(id);
    if (exclusion.until() != null) {
      throw ProblemException.conflict("It has an end already.");
    }
    checkOrder(exclusion.from(), until);
    exclusions.end(id, until, caller.name(), clock.instant());
    exclusions.touchIncidents(exclusion.name(), clock.instant());
    Exclusion ended = get(id);
    record(ExclusionAction.EXCLUSION_ENDED, ended);
    return ended;
  }

  private void record(ExclusionAction action, Exclusion exclusion) {
    Map<String, Object> content = Map.of("exclusion", exclusion);
    audit.record(action, "exclusion/" + exclusion.id(), content);
    outbox.publish(action, "exclusion/" + exclusion.id(), content);
  }

  private Exclusion get(UUID id) {
    return exclusions.find(id).orElseThrow(() -> ProblemException.notFound("exclusion"));
  }

  Page<Exclusion> list(@Nullable String name, @Nullable Day at, PageRequest request) {
    return Page.of(
        request,
        Exclusion.class,
        (after, limit) ->
            exclusions.list(name, at == null ? null : at.value(), Cursor.id(after), limit),
        exclusion -> Cursor.key(exclusion.id()));
  }
}
