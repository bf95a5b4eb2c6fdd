package io.bailiwick.scoring.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One version of a month's scores: written once, superseded by the next, never changed. */
@Entity
@Immutable
class Run {

  @Id UUID id;
  LocalDate month;
  int version;
  @Nullable UUID supersedes;

  @Column(name = "snapshot_id")
  UUID snapshotId;

  @Column(name = "snapshot_sha256")
  String snapshotSha256;

  @Column(name = "policy_id")
  UUID policyId;

  @Column(name = "policy_version")
  int policyVersion;

  boolean mature;

  @Column(name = "created_at")
  Instant createdAt;

  int registrars;

  @Column(name = "reward_holds")
  int rewardHolds;

  @Column(name = "intervention_holds")
  int interventionHolds;

  @Column(name = "not_assessable")
  int notAssessable;
}
