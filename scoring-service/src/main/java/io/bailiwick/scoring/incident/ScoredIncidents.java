package io.bailiwick.scoring.incident;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.ChangedTallies;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.CountedIncidents.Counted;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.ingest.MonthTallies.DomainTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents were counted when a snapshot was frozen: their identifiers and how they counted,
 * no names. Names stay in ingest, where they can be corrected and erased.
 *
 * <p>They are taken in page by page, and kept only if their sums are the tallies of the snapshot.
 * Those of a registrar of which nothing has changed since an earlier snapshot of the month are kept
 * with that one, and not read again.
 */
@ApplicationScoped
public class ScoredIncidents {

  private final Sql sql;
  private final IngestGateway ingest;

  @Inject
  ScoredIncidents(Sql sql, IngestGateway ingest) {
    this.sql = sql;
    this.ingest = ingest;
  }

  /** One of them. */
  public record Scored(
      UUID incident, Threat threat, Classification classification, Evidence evidence) {}

  /** What belongs to a snapshot of this month beside its bytes. */
  public Snapshots.Companion companion(Snapshot snapshot) {
    return new Reading(snapshot);
  }

  /**
   * The incidents of a month as they are read: of all registrars, or, where an earlier snapshot of
   * the month is kept, of those that may have changed since.
   */
  private final class Reading implements Snapshots.Companion {
    private final Snapshot snapshot;
    private String version = "";
    private @Nullable Earlier earlier;

    Reading(Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public boolean isComplete() {
      earlier = earlier(snapshot.month());
      if (earlier != null) {
        ChangedTallies changed = ingest.changed(snapshot.month(), earlier.version);
        if (changed.registrars() != null && isComplete(changed, changed.registrars())) {
          return true;
        }
        earlier = null;
      }
      return isComplete(ingest.changed(snapshot.month(), null), List.of());
    }

    /**
     * @param registrars those to read; empty: all
     */
    private boolean isComplete(ChangedTallies now, List<RegistrarId> registrars) {
      version = now.version();
      begin(earlier, registrars);
      if (earlier == null || !registrars.isEmpty()) {
        stage(snapshot, registrars);
      }
      return sums().equals(tallies(snapshot));
    }

    @Override
    public void keep(UUID snapshotId) {
      sql.update(
          """
          INSERT INTO scored_incident (snapshot_id, registrar, incident_id, threat, classification, evidence, subject)
          SELECT ?, registrar, incident_id, threat, classification, evidence, dense_rank() OVER (ORDER BY subject)
          FROM staged_incident
          """,
          snapshotId);
      sql.update(
          """
          INSERT INTO scored_part (snapshot_id, registrar, kept_with)
          SELECT ?, registrar, kept_with FROM kept_part UNION ALL SELECT DISTINCT ?, registrar, ?::uuid FROM staged_incident
          """,
          snapshotId,
          snapshotId,
          snapshotId);
      sql.update(
          "INSERT INTO snapshot_incidents (snapshot_id, version) VALUES (?, ?)",
          snapshotId,
          version);
    }
  }

  /**
   * The newest snapshot of a month.
   *
   * @param version of ingest's tallies at which its incidents were read
   */
  private record Earlier(UUID snapshot, String version) {}

  private @Nullable Earlier earlier(Month month) {
    return sql.first(
            """
            SELECT s.id, i.version FROM snapshot s JOIN snapshot_incidents i ON i.snapshot_id = s.id
            WHERE s.month = ? ORDER BY s.taken_at DESC, s.id DESC LIMIT 1
            """,
            row -> new Earlier(row.id("id"), row.text("version")),
            month.firstDay())
        .orElse(null);
  }

  /** In the order of their identifiers, after one of them. */
  public List<Scored> of(UUID snapshotId, RegistrarId registrar, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT i.incident_id, i.threat, i.classification, i.evidence
        FROM scored_part p JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar
        WHERE p.snapshot_id = ? AND p.registrar = ? AND (?::uuid IS NULL OR i.incident_id > ?::uuid)
        ORDER BY i.incident_id LIMIT ?
        """,
        row ->
            new Scored(
                row.id("incident_id"),
                row.constant("threat", Threat.class),
                row.constant("classification", Classification.class),
                Evidence.values()[(int) row.number("evidence") - 1]),
        snapshotId,
        registrar,
        after,
        after,
        limit);
  }

  /** A cell of the tallies. */
  private record Cell(int registrar, Threat threat, Classification classification, int evidence) {}

  /** Nothing staged, and of an earlier snapshot what is not read anew. */
  private void begin(@Nullable Earlier earlier, List<RegistrarId> anew) {
    sql.run(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS staged_incident (
          registrar integer, incident_id uuid, threat text, classification text, evidence smallint, subject bigint
        ) ON COMMIT DROP;
        CREATE TEMPORARY TABLE IF NOT EXISTS kept_part (registrar integer, kept_with uuid) ON COMMIT DROP;
        TRUNCATE staged_incident, kept_part
        """);
    if (earlier != null) {
      sql.update(
          """
          INSERT INTO kept_part (registrar, kept_with)
          SELECT registrar, kept_with FROM scored_part WHERE snapshot_id = ? AND registrar <> ALL (?::integer[])
          """,
          earlier.snapshot,
          anew.stream().map(RegistrarId::ianaId).toArray(Integer[]::new));
    }
  }

  private void stage(Snapshot snapshot, List<RegistrarId> of) {
    Set<RegistrarId> registrars =
        snapshot.scored().registrars().stream()
            .map(RegistrarTally::registrar)
            .collect(Collectors.toUnmodifiableSet());
    PeerPage.each(
        after -> ingest.incidents(snapshot.month(), of, after),
        page -> copy(page.stream().filter(i -> registrars.contains(i.registrar())).toList()));
  }

  private static Map<Cell, Long> tallies(Snapshot snapshot) {
    Map<Cell, Long> cells = new HashMap<>();
    for (RegistrarTally registrar : snapshot.scored().registrars()) {
      for (DomainTally tally : registrar.tallies()) {
        if (tally.domains() > 0) {
          cells.merge(
              new Cell(
                  registrar.registrar().ianaId(),
                  tally.threat(),
                  tally.classification(),
                  tally.minimumEvidence().ordinal() + 1),
              tally.domains(),
              Long::sum);
        }
      }
    }
    return cells;
  }

  private Map<Cell, Long> sums() {
    Map<Cell, Long> cells = new HashMap<>();
    sql.each(
        """
        SELECT s.registrar, coalesce(s.threat, 'TOTAL') AS threat, s.classification, l.level, count(DISTINCT s.subject) AS domains
        FROM (SELECT registrar, threat, classification, evidence, subject FROM staged_incident
              UNION ALL
              SELECT i.registrar, i.threat, i.classification, i.evidence, i.subject
              FROM kept_part p JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar) s
        JOIN generate_series(1, 3) AS l(level) ON s.evidence >= l.level
        GROUP BY GROUPING SETS ((s.registrar, s.threat, s.classification, l.level), (s.registrar, s.classification, l.level))
        """,
        row ->
            Map.entry(
                new Cell(
                    (int) row.number("registrar"),
                    row.constant("threat", Threat.class),
                    row.constant("classification", Classification.class),
                    (int) row.number("level")),
                row.number("domains")),
        cell -> cells.put(cell.getKey(), cell.getValue()));
    return cells;
  }

  private void copy(List<Counted> incidents) {
    try {
      sql.copy(
          "staged_incident (registrar, incident_id, threat, classification, evidence, subject)",
          rows -> {
            for (Counted incident : incidents) {
              rows.number(incident.registrar().ianaId())
                  .id(incident.id())
                  .text(incident.threat().name())
                  .text(incident.classification().name())
                  .number(incident.evidence().ordinal() + 1)
                  .number(incident.subject())
                  .end();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
