package io.bailiwick.scoring.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.ChangedTallies;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.CountedIncidents;
import io.bailiwick.scoring.ingest.CountedIncidents.Counted;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.ingest.MonthTallies.DomainTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

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

  private final DataSource database;
  private final IngestGateway ingest;

  @Inject
  ScoredIncidents(DataSource database, IngestGateway ingest) {
    this.database = database;
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
      update(
          """
          INSERT INTO scored_incident (snapshot_id, registrar, incident_id, threat, classification, evidence, subject)
          SELECT ?, registrar, incident_id, threat, classification, evidence, dense_rank() OVER (ORDER BY subject)
          FROM staged_incident
          """,
          snapshotId);
      update(
          """
          INSERT INTO scored_part (snapshot_id, registrar, kept_with)
          SELECT ?, registrar, kept_with FROM kept_part UNION ALL SELECT DISTINCT ?, registrar, ?::uuid FROM staged_incident
          """,
          snapshotId,
          snapshotId,
          snapshotId);
      update(
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
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT s.id, i.version FROM snapshot s JOIN snapshot_incidents i ON i.snapshot_id = s.id
                WHERE s.month = ? ORDER BY s.taken_at DESC, s.id DESC LIMIT 1
                """)) {
      statement.setObject(1, month.firstDay());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? new Earlier(row.getObject(1, UUID.class), row.getString(2)) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a query failed", e);
    }
  }

  /** In the order of their identifiers, after one of them. */
  public List<Scored> of(UUID snapshotId, RegistrarId registrar, @Nullable UUID after, int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT i.incident_id, i.threat, i.classification, i.evidence
                FROM scored_part p JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar
                WHERE p.snapshot_id = ? AND p.registrar = ? AND (?::uuid IS NULL OR i.incident_id > ?::uuid)
                ORDER BY i.incident_id LIMIT ?
                """)) {
      statement.setObject(1, snapshotId);
      statement.setInt(2, registrar.ianaId());
      statement.setObject(3, after);
      statement.setObject(4, after);
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Scored> found = new ArrayList<>();
        while (rows.next()) {
          found.add(
              new Scored(
                  rows.getObject(1, UUID.class),
                  Threat.valueOf(rows.getString(2)),
                  Classification.valueOf(rows.getString(3)),
                  Evidence.values()[rows.getInt(4) - 1]));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a query failed", e);
    }
  }

  /** A cell of the tallies. */
  private record Cell(int registrar, Threat threat, Classification classification, int evidence) {}

  /** Nothing staged, and of an earlier snapshot what is not read anew. */
  private void begin(@Nullable Earlier earlier, List<RegistrarId> anew) {
    execute(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS staged_incident (
          registrar integer, incident_id uuid, threat text, classification text, evidence smallint, subject bigint
        ) ON COMMIT DROP;
        CREATE TEMPORARY TABLE IF NOT EXISTS kept_part (registrar integer, kept_with uuid) ON COMMIT DROP;
        TRUNCATE staged_incident, kept_part
        """);
    if (earlier != null) {
      update(
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
    String after = null;
    do {
      CountedIncidents page = ingest.incidents(snapshot.month(), of, after);
      copy(page.items().stream().filter(i -> registrars.contains(i.registrar())).toList());
      after = page.next();
    } while (after != null);
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
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT s.registrar, coalesce(s.threat, 'TOTAL'), s.classification, l.level, count(DISTINCT s.subject)
                FROM (SELECT registrar, threat, classification, evidence, subject FROM staged_incident
                      UNION ALL
                      SELECT i.registrar, i.threat, i.classification, i.evidence, i.subject
                      FROM kept_part p JOIN scored_incident i ON i.snapshot_id = p.kept_with AND i.registrar = p.registrar) s
                JOIN generate_series(1, 3) AS l(level) ON s.evidence >= l.level
                GROUP BY GROUPING SETS ((s.registrar, s.threat, s.classification, l.level), (s.registrar, s.classification, l.level))
                """)) {
      Map<Cell, Long> cells = new HashMap<>();
      while (rows.next()) {
        cells.put(
            new Cell(
                rows.getInt(1),
                Threat.valueOf(rows.getString(2)),
                Classification.valueOf(rows.getString(3)),
                rows.getInt(4)),
            rows.getLong(5));
      }
      return cells;
    } catch (SQLException e) {
      throw new IllegalStateException("a query failed", e);
    }
  }

  /** Numbers, identifiers and names of constants alone: nothing to escape. */
  private void copy(List<Counted> incidents) {
    StringBuilder lines = new StringBuilder();
    for (Counted incident : incidents) {
      lines
          .append(incident.registrar().ianaId())
          .append('\t')
          .append(incident.id())
          .append('\t')
          .append(incident.threat().name())
          .append('\t')
          .append(incident.classification().name())
          .append('\t')
          .append(incident.evidence().ordinal() + 1)
          .append('\t')
          .append(incident.subject())
          .append('\n');
    }
    try (Connection connection = database.getConnection()) {
      long unused =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY staged_incident FROM STDIN",
                  new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.US_ASCII)));
    } catch (SQLException e) {
      throw new IllegalStateException("a COPY failed", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String script) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }

  private void update(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof Integer[] numbers
                ? connection.createArrayOf("integer", numbers)
                : parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }
}
