package io.bailiwick.scoring.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.scoring.gate.Evidence;
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
    return new Snapshots.Companion() {
      @Override
      public boolean isComplete() {
        return stage(snapshot);
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
      }
    };
  }

  /** In the order of their identifiers, after one of them. */
  public List<Scored> of(UUID snapshotId, RegistrarId registrar, @Nullable UUID after, int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT incident_id, threat, classification, evidence FROM scored_incident
                WHERE snapshot_id = ? AND registrar = ? AND (?::uuid IS NULL OR incident_id > ?::uuid)
                ORDER BY incident_id LIMIT ?
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

  /** Takes the month's incidents in; false where their sums are not the snapshot's tallies. */
  private boolean stage(Snapshot snapshot) {
    Set<RegistrarId> registrars =
        snapshot.scored().registrars().stream()
            .map(RegistrarTally::registrar)
            .collect(Collectors.toUnmodifiableSet());
    execute(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS staged_incident (
          registrar integer, incident_id uuid, threat text, classification text, evidence smallint, subject bigint
        ) ON COMMIT DROP;
        TRUNCATE staged_incident
        """);
    String after = null;
    do {
      CountedIncidents page = ingest.incidents(snapshot.month(), after);
      copy(page.items().stream().filter(i -> registrars.contains(i.registrar())).toList());
      after = page.next();
    } while (after != null);
    return sums().equals(tallies(snapshot));
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
                FROM staged_incident s JOIN generate_series(1, 3) AS l(level) ON s.evidence >= l.level
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

  private void update(String sql, UUID parameter) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }
}
