package io.bailiwick.aip.casefile;

import io.bailiwick.aip.evidence.EvidenceFreezer;
import io.bailiwick.aip.notice.CaseMessages;
import io.bailiwick.aip.notice.Placeholder;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.registrar.RegistrarId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts in line what a registrar is told of the steps of its case. */
@ApplicationScoped
class CaseTold {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final CaseMessages messages;
  private final NoticeRepository notices;
  private final EvidenceFreezer evidence;

  @Inject
  CaseTold(CaseMessages messages, NoticeRepository notices, EvidenceFreezer evidence) {
    this.messages = messages;
    this.notices = notices;
    this.evidence = evidence;
  }

  /** Tells of a step, if it is one of which registrars are told. */
  void tell(
      CaseFile file,
      CaseEvent event,
      @Nullable String note,
      @Nullable OrderView order,
      String actor) {
    Told told = Told.of(event);
    if (told == null) {
      return;
    }
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.put(Placeholder.OUTCOME, told.outcome());
    put(values, Placeholder.REASONS, note);
    put(values, Placeholder.LIMIT_ENDS, order == null ? null : time(order));
    UUID id = Ids.next();
    List<UUID> incidents = List.of();
    if (event == CaseEvent.SEND_NOTICE) {
      Notice notice = notices.ofCase(file.id).getLast();
      id = notice.id;
      incidents = notice.evidenceIncidents;
      values.put(Placeholder.NOTICE_SUBJECT, notice.subject);
      values.put(Placeholder.REASONS, notice.reasons);
      values.put(Placeholder.RESPOND_BY, notice.respondBy.toString());
      values.put(Placeholder.APPEAL_TEXT, notice.appealText);
      put(values, Placeholder.ACKNOWLEDGE_BY, file.acknowledgeBy);
      put(values, Placeholder.PLAN_BY, file.planBy);
      evidence.request(
          id,
          file.id,
          Objects.requireNonNull(file.reference),
          RegistrarId.of(file.registrar),
          incidents);
    }
    messages.queue(
        id,
        new CaseMessages.About(
            file.id,
            Objects.requireNonNull(file.reference),
            RegistrarId.of(file.registrar),
            file.registrarName),
        told.occasion(),
        values,
        incidents,
        actor);
  }

  private static String time(OrderView order) {
    Instant end = order.liftedAt() == null ? order.endsAt() : order.liftedAt();
    return TIME.format(end);
  }

  private static void put(
      Map<Placeholder, String> values, Placeholder placeholder, @Nullable Object value) {
    if (value != null) {
      values.put(placeholder, value.toString());
    }
  }
}
