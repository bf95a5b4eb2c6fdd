package io.bailiwick.ingest.zone;

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
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes zone files in, in one transaction, and looks at them. */
@ApplicationScoped
class ZoneService {

  /** Key of the advisory lock of zone files: "zonefile" in ASCII. One after the other. */
  private static final long LOCK = 0x7a6f6e6566696c65L;

  private final Sql sql;
  private final ZoneRepository zones;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  ZoneService(
      Sql sql,
      ZoneRepository zones,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.zones = zones;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  Taken<ZoneFile> receive(
      @Nullable String tld,
      @Nullable Day asOf,
      @Nullable String mediaType,
      @Nullable InputStream body) {
    String zone = tld == null ? "" : tld.toLowerCase(Locale.ROOT);
    if (!uploads.zones().contains(zone)) {
      throw ProblemException.invalid(
          "Of which zone is the file?",
          new Violation("tld", "is one of the registry's zones, for example org"));
    }
    if (asOf != null && asOf.value().isAfter(clock.today())) {
      throw ProblemException.invalid(
          "The day lies in the future.", new Violation("asOf", "is today or earlier"));
    }
    return uploads.receive(body, content -> take(zone, asOf, content, mediaType));
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<ZoneFile> take(String tld, @Nullable Day asOf, Content content, @Nullable String mediaType)
      throws IOException {
    sql.lock(LOCK);
    var known = zones.find(tld, content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    Delegations.Summary summary =
        zones.stage(
            names -> {
              try (InputStream text = content.text(mediaType, uploads.bounds())) {
                return Delegations.read(text, tld, names);
              }
            });
    LocalDate day = asOf == null ? summary.day(clock.today()) : asOf.value();
    if (day == null) {
      throw Refusal.unusable(
          "The serial %d of the zone tells no day; say it with asOf.".formatted(summary.serial()));
    }
    ZoneFile file =
        new ZoneFile(
            Ids.next(),
            tld,
            day,
            summary.serial(),
            content.sha256(),
            content.bytes(),
            summary.records(),
            zones.delegated(),
            zones.signed(),
            clock.instant(),
            caller.name(),
            List.of());
    zones.insert(file);
    zones.compare(file);
    Map<String, Object> summaryOf =
        Map.of(
            "tld", tld,
            "day", day,
            "serial", file.serial(),
            "sha256", file.sha256(),
            "delegated", file.delegated());
    audit.record(ZoneAction.ZONE_FILE_ACCEPTED, "zone-file/" + file.id(), summaryOf);
    outbox.publish(ZoneAction.ZONE_FILE_ACCEPTED, "zone-file/" + file.id(), summaryOf);
    return new Taken<>(zones.find(file.id()).orElseThrow(), false);
  }

  ZoneFile get(UUID id) {
    return zones.find(id).orElseThrow(() -> ProblemException.notFound("zone file"));
  }

  Page<ZoneFile> list(@Nullable String tld, PageRequest request) {
    return Page.of(
        request,
        ZoneFile.class,
        (after, limit) -> zones.list(tld, Cursor.id(after), limit),
        file -> Cursor.key(file.id()));
  }

  Page<ZoneDay> registrars(UUID file, PageRequest request) {
    get(file);
    return Page.of(
        request,
        ZoneDay.class,
        (after, limit) -> zones.days(file, after == null ? 0 : Cursor.number(after), limit),
        row -> Cursor.key(row.registrar()));
  }

  Page<ZoneDifferenceName> differences(UUID file, PageRequest request) {
    get(file);
    return Page.of(
        request,
        ZoneDifferenceName.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "") : Cursor.parts(after, 2);
          return zones.names(file, key.get(0), key.get(1), limit);
        },
        row -> Cursor.key(row.reason(), row.name()));
  }
}
