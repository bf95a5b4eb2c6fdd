package io.bailiwick.ingest.registrar;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Day;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Taking lists in, and what persons enter about registrars. */
@ApplicationScoped
class RegistrarService {

  /**
   * Key of the advisory lock of what is entered about registrars: "registr" in ASCII. One after the
   * other.
   */
  private static final long LOCK = 0x72656769737472L;

  private final Sql sql;
  private final RegistrarRepository registrars;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  RegistrarService(
      Sql sql,
      RegistrarRepository registrars,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.sql = sql;
    this.registrars = registrars;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  Page<Registrar> registrars(@Nullable Day at, PageRequest request) {
    LocalDate day = at == null ? clock.today() : at.value();
    return Page.of(
        request,
        Registrar.class,
        (after, limit) ->
            registrars.registrars(day, after == null ? 0 : Cursor.number(after), limit),
        registrar -> Cursor.key(registrar.registrar()));
  }

  @Transactional
  RegistrarHistory history(RegistrarId registrar) {
    if (!registrars.isKnown(registrar)) {
      throw ProblemException.notFound("registrar");
    }
    return new RegistrarHistory(
        registrar,
        registrars.names(registrar),
        registrars.listings(registrar),
        registrars.families(registrar),
        registrars.exemptions(registrar));
  }

  Taken<RegistrarList> receive(
      @Nullable Day asOf, @Nullable String mediaType, @Nullable InputStream body) {
    if (asOf == null || asOf.value().isAfter(clock.today())) {
      throw ProblemException.invalid(
          "As of which day does the list speak?",
          new Violation("asOf", "is a day, for example 2026-03-02, and not in the future"));
    }
    return uploads.receive(body, content -> take(asOf.value(), content, mediaType));
  }

  @Transactional(rollbackOn = IOException.class)
  Taken<RegistrarList> take(LocalDate asOf, Content content, @Nullable String mediaType)
      throws IOException {
    List<RegistrarListReader.Entry> entries;
    try (InputStream text = content.text(mediaType, uploads.bounds())) {
      entries = RegistrarListReader.read(text);
    }
    sql.lock(LOCK);
    RegistrarList known = registrars.list(asOf).orElse(null);
    if (known != null) {
      if (known.sha256().equals(content.sha256())) {
        return new Taken<>(known, true);
      }
      throw ProblemException.conflict(
          "There is another list as of this day.", List.of("Send it as of the day of its fetch."));
    }
    RegistrarList list =
        new RegistrarList(
            Ids.next(), asOf, content.sha256(), entries.size(), clock.instant(), caller.name());
    registrars.insert(list, entries);
    audit.record(
        RegistrarAction.REGISTRAR_LIST_ACCEPTED,
        "registrar-list/" + list.id(),
        Map.of("asOf", asOf, "sha256", list.sha256(), "entries", list.entries()));
    return new Taken<>(list, false);
  }

  RegistrarList list(UUID id) {
    return registrars.list(id).orElseThrow(() -> ProblemException.notFound("registrar list"));
  }

  Page<RegistrarList> lists(PageRequest request) {
    return Page.of(
        request,
        RegistrarList.class,
        (after, limit) -> registrars.lists(after == null ? null : day(after), limit),
        list -> Cursor.key(list.asOf()));
  }

  private static LocalDate day(String key) {
    try {
      return LocalDate.parse(key);
    } catch (DateTimeException e) {
      throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
    }
  }

  @Transactional
  RegistrarFamily enterFamily(RegistrarFamilyResource.NewMember member) {
    checkOrder(member.from(), member.until());
    sql.lock(LOCK);
    if (registrars.isInFamily(member.registrar(), member.from(), member.until())) {
      throw ProblemException.conflict(
          "The registrar is in a family at some of that time.",
          List.of("End that membership first."));
    }
    RegistrarFamily entered =
        new RegistrarFamily(
            Ids.next(),
            member.family(),
            member.registrar(),
            member.from(),
            member.until(),
            member.reason(),
            caller.name(),
            clock.instant());
    registrars.insert(entered);
    audit.record(
        RegistrarAction.REGISTRAR_FAMILY_ENTERED,
        "registrar/" + entered.registrar(),
        Map.of("family", entered));
    return entered;
  }

  Page<RegistrarFamily> families(@Nullable String family, @Nullable Day at, PageRequest request) {
    return Page.of(
        request,
        RegistrarFamily.class,
        (after, limit) ->
            registrars.families(family, at == null ? null : at.value(), Cursor.id(after), limit),
        member -> Cursor.key(member.id()));
  }

  @Transactional
  RegistrarFamily endFamily(UUID id, LocalDate until, String reason) {
    sql.lock(LOCK);
    RegistrarFamily member =
        registrars.family(id).orElseThrow(() -> ProblemException.notFound("family membership"));
    checkEnd(member.from(), member.until(), until);
    registrars.endFamily(id, until);
    audit.record(
        RegistrarAction.REGISTRAR_FAMILY_ENDED,
        "registrar/" + member.registrar(),
        Map.of("id", id, "family", member.family(), "until", until, "reason", reason));
    return registrars.family(id).orElseThrow();
  }

  @Transactional
  RegistrarExemption enterExemption(RegistrarExemptionResource.NewExemption wanted) {
    checkOrder(wanted.from(), wanted.until());
    sql.lock(LOCK);
    if (registrars.isExempt(wanted.registrar(), wanted.from(), wanted.until())) {
      throw ProblemException.conflict(
          "The registrar is exempt at some of that time.", List.of("End that exemption first."));
    }
    RegistrarExemption entered =
        new RegistrarExemption(
            Ids.next(),
            wanted.registrar(),
            wanted.cause(),
            wanted.from(),
            wanted.until(),
            wanted.reason(),
            caller.name(),
            clock.instant());
    registrars.insert(entered);
    audit.record(
        RegistrarAction.REGISTRAR_EXEMPTION_ENTERED,
        "registrar/" + entered.registrar(),
        Map.of("exemption", entered));
    return entered;
  }

  Page<RegistrarExemption> exemptions(PageRequest request) {
    return Page.of(
        request,
        RegistrarExemption.class,
        (after, limit) -> registrars.exemptions(Cursor.id(after), limit),
        exemption -> Cursor.key(exemption.id()));
  }

  @Transactional
  RegistrarExemption endExemption(UUID id, LocalDate until, String reason) {
    sql.lock(LOCK);
    RegistrarExemption exemption =
        registrars.exemption(id).orElseThrow(() -> ProblemException.notFound("exemption"));
    checkEnd(exemption.from(), exemption.until(), until);
    registrars.endExemption(id, until);
    audit.record(
        RegistrarAction.REGISTRAR_EXEMPTION_ENDED,
        "registrar/" + exemption.registrar(),
        Map.of("id", id, "until", until, "reason", reason));
    return registrars.exemption(id).orElseThrow();
  }

  private static void checkOrder(LocalDate from, @Nullable LocalDate until) {
    if (until != null && !until.isAfter(from)) {
      throw ProblemException.invalid(
          "It ends before it begins.", new Violation("until", "lies after from"));
    }
  }

  private static void checkEnd(LocalDate from, @Nullable LocalDate ended, LocalDate until) {
    if (ended != null) {
      throw ProblemException.conflict("It has an end already.");
    }
    checkOrder(from, until);
  }
}
