package io.bailiwick.ingest.reference;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
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
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes reference lists in and holds ours against them. */
@ApplicationScoped
class ReferenceService {

  /** Key of the advisory lock of reference lists: "referen" in ASCII. One after the other. */
  private static final long LOCK = 0x7265666572656eL;

  private final Sql sql;
  private final ReferenceRepository references;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  ReferenceService(
      Sql sql,
      ReferenceRepository references,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.sql = sql;
    this.references = references;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  Taken<ReferenceList> receiveMetrica(@Nullable InputStream body) {
    return uploads.receive(body, this::take);
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<ReferenceList> take(Content content) throws IOException {
    sql.lock(LOCK);
    var known = references.find(ReferenceList.Series.METRICA, content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    MetricaReader.Header header =
        references.stage(
            names -> {
              try (InputStream text = Files.newInputStream(content.file())) {
                return MetricaReader.read(text, names);
              }
            });
    if (header.tld() != null && !uploads.zones().contains(header.tld())) {
      throw Refusal.unusable("The list is of a zone that is not of this registry.");
    }
    if (header.day().isAfter(clock.today())) {
      throw Refusal.unusable("The list is of a day in the future.");
    }
    ReferenceList list =
        new ReferenceList(
            Ids.next(),
            ReferenceList.Series.METRICA,
            header.tld(),
            header.registrar(),
            header.day(),
            content.sha256(),
            content.bytes(),
            header.domainsInZone(),
            header.uniqueDomains(),
            List.of(),
            clock.instant(),
            caller.name());
    references.insert(list, header.counts());
    audit.record(
        ReferenceAction.REFERENCE_LIST_ACCEPTED,
        "reference-list/" + list.id(),
        Map.of("series", list.series(), "day", list.day(), "sha256", list.sha256()));
    return new Taken<>(get(list.id()), false);
  }

  ReferenceList get(UUID id) {
    return references.find(id).orElseThrow(() -> ProblemException.notFound("reference list"));
  }

  Page<ReferenceList> lists(PageRequest request) {
    return Page.of(
        request,
        ReferenceList.class,
        (after, limit) -> references.lists(Cursor.id(after), limit),
        list -> Cursor.key(list.id()));
  }

  Page<ReferenceDifference> differences(
      @Nullable String tld, @Nullable Day date, PageRequest request) {
    ReferenceList list = of(tld, date);
    return Page.of(
        request,
        ReferenceDifference.class,
        (after, limit) -> references.differences(list, after == null ? "" : after, limit),
        difference -> Cursor.key(difference.name()));
  }

  @Transactional
  ReferenceAgreement agreement(@Nullable String tld, @Nullable Day date) {
    return references.agreement(of(tld, date));
  }

  /** No list of a day is nothing to compare with: 404, as at the source. */
  private ReferenceList of(@Nullable String tld, @Nullable Day date) {
    if (tld == null || date == null) {
      throw ProblemException.invalid(
          "Which zone and day?",
          new Violation(tld == null ? "tld" : "date", "is given, for example org and 2026-03-02"));
    }
    return references
        .find(tld.toLowerCase(Locale.ROOT), date.value())
        .orElseThrow(() -> ProblemException.notFound("reference list of that day"));
  }
}
