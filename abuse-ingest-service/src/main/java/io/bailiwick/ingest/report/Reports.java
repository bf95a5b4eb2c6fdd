package io.bailiwick.ingest.report;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Incident;
import io.bailiwick.ingest.incident.IncidentService;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.indicator.Extraction;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.namelist.NameLists;
import io.bailiwick.ingest.payload.Payload;
import io.bailiwick.ingest.payload.ValidatedReports;
import io.bailiwick.ingest.report.ReportReceipt.Ignored;
import io.bailiwick.ingest.report.ReportReceipt.Received;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receiving reports, judging them, and telling reporters what became of them. */
@ApplicationScoped
class Reports {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How long before its receipt a report may say that the abuse was seen. */
  private static final Duration OLDEST = Duration.ofDays(90);

  private final ReportRepository reports;
  private final ReportRefusals refusals;
  private final ValidatedReports validated;
  private final IncidentService incidents;
  private final Uploads uploads;
  private final NameLists lists;
  private final Idempotency idempotency;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  Reports(
      ReportRepository reports,
      ReportRefusals refusals,
      ValidatedReports validated,
      IncidentService incidents,
      Uploads uploads,
      NameLists lists,
      Idempotency idempotency,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.reports = reports;
    this.refusals = refusals;
    this.validated = validated;
    this.incidents = incidents;
    this.uploads = uploads;
    this.lists = lists;
    this.idempotency = idempotency;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** What one submission says of one name. */
  private record Named(Extraction.Indicator indicator, List<String> values) {}

  /**
   * Takes a submission, in memory until it is known that it may be kept.
   *
   * @param key of the request, so that a repetition does nothing twice
   */
  ReportReceipt submit(String mediaType, byte[] body, @Nullable String key) {
    Draft draft;
    try {
      draft = ReportReader.read(mediaType, body);
    } catch (SensitiveReport sensitive) {
      throw refusals.refuse(body);
    }
    Map<UUID, String> references = new HashMap<>();
    ReportReceipt receipt =
        idempotency.once(
            key,
            "report",
            Map.of("sha256", Hashes.sha256Hex(body)),
            ReportReceipt.class,
            () -> take(draft, references));
    // The references are no part of the answer that is kept for a repetition.
    return new ReportReceipt(
        receipt.reports().stream()
            .map(r -> new Received(r.id(), r.name(), r.known(), references.get(r.id())))
            .toList(),
        receipt.ignored(),
        receipt.notes());
  }

  private ReportReceipt take(Draft said, Map<UUID, String> references) {
    Instant now = clock.instant();
    LocalDate today = clock.today();
    List<String> notes = new ArrayList<>(said.notes());
    Instant seenAt = plausible(said.seenAt(), now, notes);
    List<Ignored> ignored = new ArrayList<>();
    Map<String, Named> byName = byName(said.values(), ignored);
    if (byName.isEmpty()) {
      throw ProblemException.invalid(
          "Nothing in the report is a name of this registry.",
          ignored.stream().limit(20).map(i -> new Violation(i.value(), i.reason())).toList());
    }
    Draft draft =
        new Draft(
            said.form(),
            said.sourceId(),
            said.reporter(),
            said.values(),
            said.doubtful(),
            said.category(),
            said.words(),
            said.description(),
            seenAt,
            said.attachments(),
            notes);
    String reporter = said.reporter() == null ? "account:" + caller.name() : said.reporter();
    UUID submission = Ids.next();
    boolean kept = false;
    List<Received> received = new ArrayList<>();
    for (Named named : byName.values()) {
      String name = named.indicator().domain();
      Optional<UUID> same = reports.same(name, draft.category(), reporter, draft.sourceId(), today);
      UUID id = same.orElseGet(Ids::next);
      if (same.isEmpty()) {
        if (!kept) {
          reports.insertSubmission(submission, draft, seenAt, now);
          kept = true;
        }
        if (!reports.insert(
            id,
            submission,
            name,
            named.indicator().unicodeDomain(),
            draft.category(),
            reporter,
            draft.sourceId(),
            now,
            today,
            named.values())) {
          // Somebody else sent the same in this moment.
          same = reports.same(name, draft.category(), reporter, draft.sourceId(), today);
          id = same.orElseThrow();
        }
      }
      String reference = reference();
      if (reports.submit(id, caller.name(), Hashes.sha256Hex(reference), now)) {
        references.put(id, reference);
      }
      received.add(new Received(id, name, same.isPresent(), null));
    }
    if (kept) {
      audit.record(
          ReportAction.REPORT_RECEIVED,
          "report-submission/" + submission,
          Map.of(
              "form",
              draft.form(),
              "category",
              draft.category(),
              "names",
              List.copyOf(byName.keySet())));
    }
    return new ReportReceipt(received, ignored, notes);
  }

  private Map<String, Named> byName(List<String> values, List<Ignored> ignored) {
    // What lies under a platform is a matter of the incident's classification.
    IndicatorReader reader = new IndicatorReader(lists.inForce().rules(), uploads.zones());
    Map<String, Named> byName = new LinkedHashMap<>();
    for (String value : values) {
      String kept = Texts.kept(value, 4000);
      switch (reader.read(kept)) {
        case Extraction.Indicator indicator ->
            byName
                .computeIfAbsent(
                    indicator.domain(), name -> new Named(indicator, new ArrayList<>()))
                .values()
                .add(kept);
        case Extraction.Rejected rejected ->
            ignored.add(new Ignored(Texts.kept(kept, 200), rejected.reason().name()));
      }
    }
    return byName;
  }

  private static @Nullable Instant plausible(
      @Nullable Instant seenAt, Instant now, List<String> notes) {
    if (seenAt == null) {
      return null;
    }
    if (seenAt.isAfter(now)) {
      notes.add("The time that it gives lies in the future; the time of receipt stands for it.");
      return null;
    }
    if (seenAt.isBefore(now.minus(OLDEST))) {
      notes.add(
          "The time that it gives lies more than 90 days back; the time of receipt stands for it.");
      return null;
    }
    return seenAt;
  }

  private static String reference() {
    byte[] token = new byte[16];
    RANDOM.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** For who sent it, who holds its reference, and who may read all; nobody else. */
  @Transactional
  ReportStatus status(UUID id, @Nullable String reference) {
    Report report =
        reports
            .find(id)
            .filter(
                r ->
                    caller.has(Permission.REPORT_READ)
                        || reports.isSubmitter(
                            id,
                            caller.name(),
                            reference == null ? null : Hashes.sha256Hex(reference)))
            .orElseThrow(() -> ProblemException.notFound("report"));
    return new ReportStatus(
        id,
        report.name(),
        report.category(),
        report.state(),
        report.receivedAt(),
        report.decidedAt(),
        report.dismissal(),
        reports.publicReason(id),
        reports.actions(report));
  }

  Page<Report> list(ReportQuery query, PageRequest request) {
    return Page.of(
        request,
        Report.class,
        (after, limit) -> reports.list(query, after, limit),
        ReportRepository::key);
  }

  Page<ReportVolume> volumes(PageRequest request) {
    return Page.of(
        request,
        ReportVolume.class,
        reports::volumes,
        v -> Cursor.key(v.day(), v.form(), v.category(), v.state()));
  }

  @Transactional
  ReportDetail detail(UUID id) {
    return reports.detail(existing(id));
  }

  @Transactional
  Attachment attachment(UUID id, int number) {
    return reports
        .attachment(existing(id), number)
        .orElseThrow(() -> ProblemException.notFound("attachment"));
  }

  private Report existing(UUID id) {
    return reports.find(id).orElseThrow(() -> ProblemException.notFound("report"));
  }

  /** A person found abuse: from here on it counts, as an observation like any other. */
  @Transactional
  ReportDetail validate(
      UUID id,
      Threat threat,
      @Nullable Classification classification,
      String evidence,
      @Nullable String publicReason) {
    Report report = received(id);
    Instant countedAt = report.seenAt() == null ? report.receivedAt() : report.seenAt();
    Payload payload = validated.receive(id, reports.values(id), threat, countedAt);
    Incident incident =
        incidents
            .at(report.name(), threat, countedAt)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "Nothing that the report names can become a listing: "
                            + payload.rows().rejectedByReason().keySet()
                            + ".",
                        List.of("Dismiss it.")));
    Optional<Classification> word = incidents.wordOfPerson(incident.id());
    if (word.isEmpty()) {
      incidents.classify(
          incident.id(),
          classification == null ? incident.classification() : classification,
          evidence);
    } else if (word.get() == Classification.FALSE_POSITIVE) {
      throw ProblemException.conflict(
          "A person has found that there is no abuse in incident " + incident.id() + ".",
          List.of("Classify the incident anew, then validate the report; or dismiss it."));
    }
    reports.validate(
        id, threat, evidence, publicReason, incident.id(), caller.name(), clock.instant());
    Map<String, Object> content =
        Map.of("report", id, "name", report.name(), "threat", threat, "incident", incident.id());
    audit.record(ReportAction.REPORT_VALIDATED, "report/" + id, content);
    outbox.publish(ReportAction.REPORT_VALIDATED, "report/" + id, content);
    return reports.detail(existing(id));
  }

  @Transactional
  ReportDetail dismiss(UUID id, Dismissal dismissal, String publicReason) {
    Report report = received(id);
    reports.dismiss(id, dismissal, publicReason, caller.name(), clock.instant());
    Map<String, Object> content =
        Map.of("report", id, "name", report.name(), "dismissal", dismissal);
    audit.record(ReportAction.REPORT_DISMISSED, "report/" + id, content);
    outbox.publish(ReportAction.REPORT_DISMISSED, "report/" + id, content);
    return reports.detail(existing(id));
  }

  private Report received(UUID id) {
    Report report = reports.locked(id).orElseThrow(() -> ProblemException.notFound("report"));
    if (report.state() != ReportState.RECEIVED) {
      throw ProblemException.conflict(
          "The report is " + report.state() + ", so it is decided.",
          List.of("A wrong decision is put right at its incident."));
    }
    return report;
  }
}
