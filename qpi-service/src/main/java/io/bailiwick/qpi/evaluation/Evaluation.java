package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.ScoreChoice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of evaluation. */
@Entity
@Immutable
class Evaluation {

  @Id UUID id;
  String month;
  int version;
  @Nullable UUID supersedes;

  @Enumerated(EnumType.STRING)
  Purpose purpose;

  @Enumerated(EnumType.STRING)
  @Column(name = "scores_read")
  ScoreChoice scoresRead;

  @Column(name = "policy_id")
  UUID policyId;

  @Column(name = "policy_version")
  int policyVersion;

  @Column(name = "scoring_run_id")
  UUID scoringRunId;

  @Column(name = "scoring_policy_version")
  int scoringPolicyVersion;

  @Column(name = "inputs_sha256")
  String inputsSha256;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  String createdBy;
}
