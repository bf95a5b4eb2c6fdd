package io.bailiwick.scoring.snapshot;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The kept snapshots. Equal content is kept once. */
@ApplicationScoped
public class Snapshots {

  private final SnapshotRepository rows;
  private final BusinessClock clock;

  @Inject
  Snapshots(SnapshotRepository rows, BusinessClock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** A snapshot's identifier and the SHA-256 of its bytes, hexadecimal. */
  public record Kept(UUID id, String sha256) {}

  /** A snapshot's bytes as they were hashed: canonical JSON, UTF-8. */
  public record Stored(byte[] content, String sha256) {}

  /** Keeps a snapshot, or finds the one with the same bytes. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Kept keep(Snapshot snapshot) {
    byte[] content = CanonicalJson.bytes(snapshot);
    String sha256 = Hashes.sha256Hex(content);
    SnapshotRow row =
        rows.find("sha256", sha256)
            .firstResultOptional()
            .orElseGet(
                () -> {
                  SnapshotRow fresh = new SnapshotRow();
                  fresh.id = Ids.next();
                  fresh.month = snapshot.month().firstDay();
                  fresh.content = content;
                  fresh.sha256 = sha256;
                  fresh.takenAt = clock.instant();
                  rows.persist(fresh);
                  return fresh;
                });
    return new Kept(row.id, row.sha256);
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  @Transactional
  public Stored get(UUID id) {
    return rows.findByIdOptional(id)
        .map(row -> new Stored(row.content, row.sha256))
        .orElseThrow(() -> ProblemException.notFound("snapshot"));
  }

  /**
   * A snapshot as it was kept, also one of an earlier definition: what it lacks is null.
   *
   * @throws ProblemException NOT_FOUND
   */
  @Transactional
  public Snapshot read(UUID id) {
    byte[] content = get(id).content();
    try {
      return CanonicalJson.read(new String(content, StandardCharsets.UTF_8), Snapshot.class);
    } catch (IOException e) {
      throw new IllegalStateException(
          "snapshot " + id + " cannot be read by this version of the software", e);
    }
  }

  @ApplicationScoped
  static class SnapshotRepository implements PanacheRepositoryBase<SnapshotRow, UUID> {}
}
