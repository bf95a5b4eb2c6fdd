package io.bailiwick.ingest.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What persons decide of single incidents: it stands above what rules and registration data say,
 * and survives every re-computation. The callers check who may.
 */
@ApplicationScoped
public class PersonsWord {
  private final Sql sql;
  private final Incidents incidents;

  @Inject
  PersonsWord(Sql sql, Incidents incidents) {
    this.sql = sql;
    this.incidents = incidents;
  }

  /**
   * How an incident stands.
   *
   * @param id of the incident, or of the one that took it in
   */
  public record Standing(
      UUID id,
      String name,
      Threat threat,
      Month month,
      IncidentState state,
      @Nullable RegistrarId registrar,
      Classification classification,
      Evidence evidence) {}

  /** All that persons have said of an incident so far, to be put back later. */
  public record Word(
      @Nullable Classification classification,
      @Nullable String reason,
      @Nullable String by,
      @Nullable Instant at,
      @Nullable RegistrarId overruled,
      @Nullable RegistrarId rightful,
      @Nullable String overruledReason,
      @Nullable String overruledBy,
      @Nullable Instant overruledAt) {}

  /** The incident, or the one that took it in. */
  public Optional<Standing> standing(UUID id) {
    return sql.first(
        """
        SELECT survivor.* FROM incident asked JOIN incident survivor ON survivor.id = coalesce(asked.merged_into, asked.id)
        WHERE asked.id = ?
        """,
        row ->
            new Standing(
                row.id("id"),
                row.text("domain"),
                row.constant("threat", Threat.class),
                Month.of(row.time("opened_at")),
                row.constant("state", IncidentState.class),
                row.registrarOrNull("registrar"),
                row.constant("classification", Classification.class),
                Evidence.ofRank(row.number("evidence"))),
        id);
  }

  /**
   * Waits until nobody else changes incidents, and keeps it so until the end of the transaction:
   * for who reads, decides and writes.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void waitForTurn() {
    sql.lock(Incidents.LOCK);
  }

  public Word said(UUID id) {
    return sql.first(
            "SELECT * FROM incident WHERE id = ?",
            row -> {
              String classification = row.textOrNull("person_classification");
              return new Word(
                  classification == null ? null : Classification.valueOf(classification),
                  row.textOrNull("person_reason"),
                  row.textOrNull("person"),
                  row.timeOrNull("person_at"),
                  row.registrarOrNull("overruled_registrar"),
                  row.registrarOrNull("rightful_registrar"),
                  row.textOrNull("overruled_reason"),
                  row.textOrNull("overruled_by"),
                  row.timeOrNull("overruled_at"));
            },
            id)
        .orElseThrow();
  }

  /** Says whose doing it is. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void classify(
      UUID id, Classification classification, String reason, String by, Instant at) {
    sql.update(
        """
        UPDATE incident SET person_classification = ?, person_reason = ?, person = ?, person_at = ?,
                            change = nextval('change_number')
        WHERE id = ?
        """,
        classification,
        reason,
        by,
        at,
        id);
  }

  /**
   * Says that the registrar that it counts for was not the sponsor at the opening.
   *
   * @param rightful who was; null where no registrar of this registry was
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void overrule(
      Standing standing, @Nullable RegistrarId rightful, String reason, String by, Instant at) {
    // Who was named by an earlier word is not who the data name; it is the data that stay
    // overruled.
    sql.update(
        """
        UPDATE incident SET overruled_registrar = CASE WHEN registrar = rightful_registrar THEN overruled_registrar ELSE registrar END,
                            rightful_registrar = ?::integer, overruled_reason = ?, overruled_by = ?, overruled_at = ?,
                            change = nextval('change_number')
        WHERE id = ? AND registrar IS NOT NULL
        """,
        rightful,
        reason,
        by,
        at,
        standing.id());
    recompute(standing);
  }

  /** Puts back a former word on the classification. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void restoreClassification(UUID id, Word former) {
    sql.update(
        """
        UPDATE incident SET person_classification = ?::text, person_reason = ?::text, person = ?::text,
                            person_at = ?::timestamptz, change = nextval('change_number')
        WHERE id = ?
        """,
        former.classification(),
        former.reason(),
        former.by(),
        former.at(),
        id);
  }

  /** Puts back a former word on the sponsor. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void restoreSponsor(Standing standing, Word former) {
    sql.update(
        """
        UPDATE incident SET overruled_registrar = ?::integer, rightful_registrar = ?::integer, overruled_reason = ?::text,
                            overruled_by = ?::text, overruled_at = ?::timestamptz, change = nextval('change_number')
        WHERE id = ?
        """,
        former.overruled(),
        former.rightful(),
        former.overruledReason(),
        former.overruledBy(),
        former.overruledAt(),
        standing.id());
    recompute(standing);
  }

  private void recompute(Standing standing) {
    incidents.recompute("SELECT ?::text, ?::text", standing.name(), standing.threat().name());
  }
}
