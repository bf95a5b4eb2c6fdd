package io.bailiwick.scoring.parallel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A month scored by a policy that is not in force: written once, never changed. */
@Entity
@Immutable
@Table(name = "parallel_run")
class ParallelRun {

  @Id UUID id;

  @Column(name = "policy_id")
  UUID policyId;

  @Column(name = "policy_version")
  int policyVersion;

  LocalDate month;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "run_version")
  int runVersion;

  @Column(name = "snapshot_sha256")
  String snapshotSha256;

  boolean mature;
  int registrars;
  int changed;

  /** The comparison, canonical JSON: an array of rows, sorted by registrar. */
  String comparison;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  String createdBy;
}
