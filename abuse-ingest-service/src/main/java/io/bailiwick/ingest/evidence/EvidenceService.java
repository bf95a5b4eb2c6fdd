package io.bailiwick.ingest.evidence;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.change.ChangeCause;
import io.bailiwick.ingest.correction.CorrectionKind;
import io.bailiwick.ingest.correction.CorrectionOrigin;
import io.bailiwick.ingest.correction.CorrectionState;
import io.bailiwick.ingest.evidence.EvidencePacket.Attribution;
import io.bailiwick.ingest.evidence.EvidencePacket.Change;
import io.bailiwick.ingest.evidence.EvidencePacket.Claim;
import io.bailiwick.ingest.evidence.EvidencePacket.Judgement;
import io.bailiwick.ingest.evidence.EvidencePacket.Lifetime;
import io.bailiwick.ingest.evidence.EvidencePacket.Listing;
import io.bailiwick.ingest.evidence.EvidencePacket.Probe;
import io.bailiwick.ingest.evidence.EvidencePacket.Sponsorship;
import io.bailiwick.ingest.evidence.EvidencePacket.Word;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.IncidentState;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.register.Measurement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts evidence packets together. */
@ApplicationScoped
class EvidenceService {
  private static final int LAYOUT = 2;
  private static final int MOST = 1000;
  private static final Duration AROUND = Duration.ofDays(30);

  private final Sql sql;
  private final Caller caller;
  private final BusinessClock clock;

  @Inject
  EvidenceService(Sql sql, Caller caller, BusinessClock clock) {
    this.sql = sql;
    this.caller = caller;
    this.clock = clock;
  }

  /** The incident's columns that its parts are read by. */
  private record Key(
      UUID id,
      String name,
      Threat threat,
      Instant openedAt,
      Instant lastSeenAt,
      @Nullable RegistrarId registrar,
      @Nullable Long registration) {}

  /**
   * Of the incident, or of the one that took it in.
   *
   * @param reader as this registrar may read it; null: as the caller may
   * @throws ProblemException NOT_FOUND also for another registrar's
   */
  @Transactional
  EvidencePacket packet(UUID id, @Nullable RegistrarId reader) {
    if (reader != null) {
      caller.scope().require(reader, "incident");
    }
    RegistrarScope scope = reader == null ? caller.scope() : RegistrarScope.of(Set.of(reader));
    Key key =
        sql.first(
                """
                SELECT survivor.* FROM incident asked JOIN incident survivor ON survivor.id = coalesce(asked.merged_into, asked.id)
                WHERE asked.id = ?
                """,
                row ->
                    new Key(
                        row.id("id"),
                        row.text("domain"),
                        row.constant("threat", Threat.class),
                        row.time("opened_at"),
                        row.time("last_seen_at"),
                        row.registrarOrNull("registrar"),
                        row.numberOrNull("registration_id")),
                id)
            .filter(
                found ->
                    scope.isAll()
                        || (found.registrar() != null && scope.includes(found.registrar())))
            .orElseThrow(() -> ProblemException.notFound("incident"));
    List<Listing> listings = listings(key);
    Lifetime lifetime = lifetime(key, scope);
    return sql.first(
            """
            SELECT i.*, to_jsonb(i) ->> 'confidence' AS rule_confidence FROM incident i WHERE i.id = ?
            """,
            row ->
                new EvidencePacket(
                    LAYOUT,
                    clock.instant(),
                    key.id(),
                    key.name(),
                    row.text("unicode_domain"),
                    key.threat(),
                    key.openedAt(),
                    key.lastSeenAt(),
                    Month.of(key.openedAt()),
                    judgement(row),
                    attribution(row, scope),
                    lifetime,
                    listings.stream().limit(MOST).toList(),
                    listings.size() > MOST,
                    probes(key, lifetime),
                    corrections(key, scope),
                    changes(key, scope)),
            key.id())
        .orElseThrow();
  }

  /** A registrar reads its own name and nobody else's. */
  private static @Nullable RegistrarId shown(
      @Nullable RegistrarId registrar, RegistrarScope scope) {
    return registrar != null && scope.includes(registrar) ? registrar : null;
  }

  private static Judgement judgement(Columns row) throws SQLException {
    String person = row.textOrNull("person");
    return new Judgement(
        row.constant("classification", Classification.class),
        Evidence.ofRank(row.number("evidence")),
        row.texts("families"),
        row.constant("judged_classification", Classification.class),
        row.text("judged_reason"),
        row.textOrNull("rule_confidence"),
        row.number("policy_version"),
        person == null
            ? null
            : new Word(
                row.constant("person_classification", Classification.class),
                row.text("person_reason"),
                person,
                row.time("person_at")));
  }

  private static Attribution attribution(Columns row, RegistrarScope scope) throws SQLException {
    String by = row.textOrNull("overruled_by");
    return new Attribution(
        row.constant("state", IncidentState.class),
        shown(row.registrarOrNull("registrar"), scope),
        shown(row.registrarOrNull("creator"), scope),
        by == null
            ? null
            : new Word(null, row.text("overruled_reason"), by, row.time("overruled_at")));
  }

  private @Nullable Lifetime lifetime(Key key, RegistrarScope scope) {
    if (key.registration() == null) {
      return null;
    }
    List<Sponsorship> sponsorships =
        sql.list(
            "SELECT * FROM sponsorship WHERE registration_id = ? ORDER BY from_at",
            row ->
                new Sponsorship(
                    shown(row.registrarOrNull("registrar"), scope),
                    row.time("from_at"),
                    row.timeOrNull("until_at")),
            key.registration());
    return sql.first(
            "SELECT * FROM registration WHERE id = ?",
            row ->
                new Lifetime(
                    row.text("roid"),
                    row.time("created_at"),
                    Duration.between(row.time("created_at"), key.openedAt()).toDays(),
                    row.timeOrNull("expires_at"),
                    row.timeOrNull("deleted_at"),
                    row.texts("statuses"),
                    sponsorships),
            key.registration())
        .orElseThrow();
  }

  private List<Listing> listings(Key key) {
    // Columns that a payload may not have kept in its time are read as JSON members: absent is
    // null.
    return sql.list(
        """
        SELECT f.name AS feed, f.family, o.source_time, o.fetched_at, o.counted_at, o.payload_id, p.sha256, o.line,
               nullif(o.value, '') AS value, o.host, o.platform, o.compromised, p.suffix_list,
               to_jsonb(p) ->> 'parser' AS parser, to_jsonb(p) ->> 'name_lists' AS name_lists
        FROM observation o JOIN feed f ON f.id = o.feed_id JOIN payload p ON p.id = o.payload_id
        WHERE o.domain = ? AND o.threat = ? AND o.counted_at BETWEEN ? AND ?
        ORDER BY o.counted_at, o.key LIMIT ?
        """,
        row ->
            new Listing(
                row.text("feed"),
                row.text("family"),
                row.timeOrNull("source_time"),
                row.time("fetched_at"),
                row.time("counted_at"),
                row.id("payload_id"),
                row.text("sha256"),
                row.number("line"),
                row.textOrNull("value"),
                row.text("host"),
                row.textOrNull("platform"),
                row.flag("compromised"),
                row.text("suffix_list"),
                row.textOrNull("parser"),
                row.textOrNull("name_lists")),
        key.name(),
        key.threat(),
        key.openedAt(),
        key.lastSeenAt(),
        MOST + 1);
  }

  /** Of this lifetime only: what was found of a holder before says nothing of this one. */
  private List<Probe> probes(Key key, @Nullable Lifetime lifetime) {
    Instant first = key.openedAt().minus(AROUND);
    Instant last = key.lastSeenAt().plus(AROUND);
    if (lifetime != null && lifetime.createdAt().isAfter(first)) {
      first = lifetime.createdAt();
    }
    if (lifetime != null && lifetime.deletedAt() != null && lifetime.deletedAt().isBefore(last)) {
      last = lifetime.deletedAt();
    }
    return sql.list(
        """
        SELECT m.*, b.sha256 FROM measurement m JOIN register_batch b ON b.id = m.batch_id
        WHERE m.name = ? AND m.measured_at BETWEEN ? AND ?
        ORDER BY m.measured_at, m.method LIMIT ?
        """,
        row ->
            new Probe(
                row.time("measured_at"),
                row.text("method"),
                row.constant("usage", Measurement.Usage.class),
                row.constant("tls", Measurement.Tls.class),
                row.constant("dnssec", Measurement.Dnssec.class),
                row.constant("mx", Measurement.Mx.class),
                row.text("sha256"),
                row.number("line")),
        key.name(),
        first,
        last,
        MOST);
  }

  private List<Claim> corrections(Key key, RegistrarScope scope) {
    return sql.list(
        """
        SELECT c.*, d.decided_at, d.reasons FROM correction c
        LEFT JOIN correction_decision d ON d.correction_id = c.id
        WHERE c.incident_id IN (SELECT id FROM incident WHERE ? IN (id, merged_into)) AND (? OR c.registrar = ANY (?))
        ORDER BY c.id LIMIT ?
        """,
        row ->
            new Claim(
                row.id("id"),
                row.constant("origin", CorrectionOrigin.class),
                row.constant("kind", CorrectionKind.class),
                row.constant("state", CorrectionState.class),
                row.text("reason"),
                row.time("filed_at"),
                row.timeOrNull("decided_at"),
                row.textOrNull("reasons")),
        key.id(),
        scope.isAll(),
        scope.sqlIds(),
        MOST);
  }

  private List<Change> changes(Key key, RegistrarScope scope) {
    return sql.list(
        "SELECT * FROM incident_change WHERE incident_id = ? AND tallied AND month_before IS NOT NULL ORDER BY sequence LIMIT ?",
        row ->
            new Change(
                row.number("sequence"),
                row.constant("cause", ChangeCause.class),
                row.time("at"),
                month(row.dayOrNull("month_before")),
                month(row.dayOrNull("month_after")),
                shown(row.registrarOrNull("registrar_before"), scope),
                shown(row.registrarOrNull("registrar_after"), scope)),
        key.id(),
        MOST);
  }

  private static @Nullable Month month(@Nullable LocalDate firstDay) {
    return firstDay == null ? null : Month.of(firstDay);
  }
}
