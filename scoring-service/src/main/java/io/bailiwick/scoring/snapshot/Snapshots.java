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
import java.util.Optional;
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

  /** What is kept with a snapshot beside its bytes, once. */
  public interface Companion {

    /** Gathers it; false where it does not fit the snapshot. */
    boolean isComplete();

    /** Keeps what was gathered. */
    void keep(UUID snapshotId);
  }

  /**
   * Keeps a snapshot with its companion, or finds the one with the same bytes, whose companion is
   * kept already.
   *
   * @return empty where the companion does not fit; nothing is kept then
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<Kept> keep(Snapshot snapshot, Companion companion) {
    byte[] content = CanonicalJson.bytes(snapshot);
    String sha256 = Hashes.sha256Hex(content);
    Optional<SnapshotRow> known = rows.find("sha256", sha256).firstResultOptional();
    if (known.isPresent()) {
      return known.map(row -> new Kept(row.id, row.sha256));
    }
    if (!companion.isComplete()) {
      return Optional.empty();
    }
    SnapshotRow fresh = new SnapshotRow();
    fresh.id = Ids.next();
    fresh.month = snapshot.month().firstDay();
    fresh.content = content;
    fresh.sha256 = sha256;
    fresh.takenAt = clock.instant();
    rows.persistAndFlush(fresh);
    companion.keep(fresh.id);
    return Optional.of(new Kept(fresh.id, fresh.sha256));
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
