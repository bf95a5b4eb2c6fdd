package io.bailiwick.aip.transparency;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Drafts, publishes and serves transparency reports. */
@ApplicationScoped
class TransparencyService {
  private static final int LONGEST = 24;

  private final TransparencyRepository reports;
  private final Policies policies;
  private final TransparencyPolicyKind policyKind;
  private final AuditTrail audit;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  TransparencyService(
      TransparencyRepository reports,
      Policies policies,
      TransparencyPolicyKind policyKind,
      AuditTrail audit,
      BusinessClock clock,
      Caller caller) {
    this.reports = reports;
    this.policies = policies;
    this.policyKind = policyKind;
    this.audit = audit;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * Freezes the numbers of a period.
   *
   * @param grounds groups of reasons of candidates that were dismissed
   * @throws ProblemException INVALID for a period that is not over, too long, or cuts another one:
   *     the difference of two reports could tell what each of them hides
   */
  @Transactional
  TransparencyView draft(
      Month from, Month until, @Nullable String remark, Map<UUID, DismissalGround> grounds) {
    Instant now = clock.instant();
    if (until.compareTo(from) < 0 || until.compareTo(from.plus(LONGEST - 1)) > 0) {
      throw ProblemException.invalid(
          "A period is of 1 to " + LONGEST + " months.",
          new Violation("until", "is from " + from + " to " + from.plus(LONGEST - 1)));
    }
    if (now.isBefore(until.end())) {
      throw ProblemException.invalid(
          "The period is not over.", new Violation("until", "is a month that has ended"));
    }
    reports.lock();
    List<TransparencyView> others = reports.overlapping(from, until);
    others.stream()
        .filter(other -> !other.from().equals(from) || !other.until().equals(until))
        .findFirst()
        .ifPresent(
            other -> {
              throw ProblemException.invalid(
                  "The period cuts another one, so that what one hides could be told from the other.",
                  new Violation(
                      "from",
                      "and until are as in the report of "
                          + other.from()
                          + " to "
                          + other.until()
                          + ", or do not touch it"));
            });
    grounds.forEach(
        (candidate, ground) -> {
          if (!reports.isDismissed(candidate)) {
            throw ProblemException.invalid(
                "A group of reasons is for a candidate that was dismissed.",
                new Violation("dismissals", "names no dismissed candidate " + candidate));
          }
          reports.insert(candidate, ground, now, caller.name());
        });
    return freeze(from, until, remark, others, now, caller.name())
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "The counts are so small that they cannot be protected.",
                    List.of("Draft a longer period.")));
  }

  private Optional<TransparencyView> freeze(
      Month from,
      Month until,
      @Nullable String remark,
      List<TransparencyView> others,
      Instant now,
      String by) {
    PolicyVersion<TransparencyPolicy> policy = policies.use(policyKind, clock.today());
    int minimum = policy.document().minimumCell();
    Facts facts = reports.facts(from.start(), until.end(), now);
    List<TransparencyReport.CountRow> counts =
        TransparencyReport.counts(facts, from, until, minimum, before(from)).orElse(null);
    if (counts == null) {
      return Optional.empty();
    }
    TransparencyView standing =
        others.stream()
            .filter(other -> other.publishedAt() != null)
            .max(Comparator.comparingInt(TransparencyView::version))
            .orElse(null);
    int version = 1 + others.stream().mapToInt(TransparencyView::version).max().orElse(0);
    TransparencyFiles files =
        TransparencyFiles.of(
            new TransparencyReport(
                from,
                until,
                version,
                standing == null ? null : standing.version(),
                now,
                policy.version(),
                minimum,
                TransparencyReport.rule(minimum),
                remark,
                counts,
                TransparencyReport.days(facts, from, until, minimum),
                standing == null
                    ? List.of()
                    : TransparencyReport.changes(report(standing.id()), counts)));
    TransparencyView view =
        new TransparencyView(
            Ids.next(),
            from,
            until,
            version,
            standing == null ? null : standing.id(),
            now,
            policy.version(),
            by,
            Hashes.sha256Hex(files.json()),
            null,
            null);
    reports.insert(view, policy.id(), files);
    Map<String, Object> content =
        Map.of("from", from, "until", until, "version", version, "sha256", view.sha256());
    if (by.equals(AuditTrail.SYSTEM)) {
      audit.recordBySystem(TransparencyAction.DRAFTED, subject(view.id()), content);
    } else {
      audit.record(TransparencyAction.DRAFTED, subject(view.id()), content);
    }
    return Optional.of(view);
  }

  /** The published report that ends where this period begins. */
  private @Nullable TransparencyReport before(Month from) {
    return reports.standing().stream()
        .filter(other -> other.until().plus(1).equals(from))
        .findFirst()
        .map(other -> report(other.id()))
        .orElse(null);
  }

  private TransparencyReport report(UUID id) {
    try {
      return CanonicalJson.read(reports.files(id).orElseThrow().json(), TransparencyReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String subject(UUID id) {
    return "transparency-report/" + id;
  }

  /**
   * Drafts new versions of published reports whose counts a later reversal has changed, for a
   * person to publish.
   *
   * @return how many
   */
  @Transactional
  int correct() {
    reports.lock();
    Instant now = clock.instant();
    int drafted = 0;
    for (TransparencyView standing : reports.standing()) {
      List<TransparencyView> versions = reports.overlapping(standing.from(), standing.until());
      TransparencyView newest = versions.getLast();
      Instant knownAt = newest.knownAt();
      if (!reports.isCorrectedSince(knownAt, standing.until().end())) {
        continue;
      }
      TransparencyReport drawn = report(newest.id());
      List<TransparencyReport.CountRow> counts =
          TransparencyReport.counts(
                  reports.facts(standing.from().start(), standing.until().end(), now),
                  standing.from(),
                  standing.until(),
                  drawn.minimumCell(),
                  before(standing.from()))
              .orElse(List.of());
      if (!counts.isEmpty()
          && !counts.equals(drawn.counts())
          && freeze(
                  standing.from(),
                  standing.until(),
                  drawn.remark(),
                  versions,
                  now,
                  AuditTrail.SYSTEM)
              .isPresent()) {
        drafted++;
      }
    }
    return drafted;
  }

  /**
   * Publishes the newest draft of a period.
   *
   * @throws ProblemException FORBIDDEN for who drafted it; CONFLICT where it is published, or a
   *     newer version is there
   */
  @Transactional
  TransparencyView publish(UUID id) {
    reports.lock();
    TransparencyView draft = view(id);
    if (draft.publishedAt() != null) {
      throw ProblemException.conflict("The report is published.");
    }
    if (draft.draftedBy().equals(caller.name())) {
      throw ProblemException.forbidden("Who drafted a report does not publish it.");
    }
    if (reports.overlapping(draft.from(), draft.until()).getLast().version() != draft.version()) {
      throw ProblemException.conflict(
          "There is a newer version of this report.", List.of("Publish the newest one."));
    }
    reports.publish(id, clock.instant(), caller.name());
    audit.record(TransparencyAction.PUBLISHED, subject(id), Map.of("sha256", draft.sha256()));
    return view(id);
  }

  @Transactional
  TransparencyView view(UUID id) {
    return reports.find(id).orElseThrow(() -> ProblemException.notFound("report"));
  }

  @Transactional
  Page<TransparencyView> list(PageRequest request) {
    return Page.of(
        request,
        TransparencyView.class,
        (after, limit) -> reports.page(Cursor.id(after), limit),
        report -> Cursor.key(report.id()));
  }

  @Transactional
  Page<PublishedTransparencyView> published(PageRequest request) {
    return Page.of(
        request,
        PublishedTransparencyView.class,
        (after, limit) -> reports.publishedPage(Cursor.id(after), limit),
        report -> Cursor.key(report.id()));
  }

  @Transactional
  TransparencyFiles files(UUID id) {
    return reports.files(id).orElseThrow(() -> ProblemException.notFound("report"));
  }

  /** What is published, and nothing else. */
  @Transactional
  TransparencyFiles publishedFiles(UUID id) {
    if (view(id).publishedAt() == null) {
      throw ProblemException.notFound("report");
    }
    return files(id);
  }
}
