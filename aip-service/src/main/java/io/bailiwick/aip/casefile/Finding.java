package io.bailiwick.aip.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of finding. */
@Entity
@Immutable
@Table(name = "finding")
class Finding {
  @Id UUID id;

  @Column(name = "case_id")
  UUID caseId;

  int registrar;

  @Column(name = "scoring_run_id")
  UUID scoringRunId;

  @Column(name = "scoring_run_version")
  int scoringRunVersion;

  String month;

  @Enumerated(EnumType.STRING)
  FindingGate gate;

  @Column(name = "snapshot_sha256")
  String snapshotSha256;

  @Column(name = "policy_version")
  int policyVersion;

  String summary;

  @Nullable String family;

  /** JSON, as {@code io.bailiwick.aip.scoring.Score}. */
  String score;

  @Column(name = "found_at")
  Instant foundAt;
}
