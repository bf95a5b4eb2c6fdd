package io.bailiwick.scoring.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of publication. */
@Entity
class Publication {

  @Id UUID id;

  @Column(updatable = false)
  LocalDate month;

  @Column(updatable = false)
  int version;

  @Column(updatable = false)
  @Nullable UUID supersedes;

  @Enumerated(EnumType.STRING)
  PublicationState state;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "compared_run_id")
  UUID comparedRunId;

  @Column(name = "policy_id", updatable = false)
  UUID policyId;

  @Column(name = "policy_version", updatable = false)
  int policyVersion;

  @Column(name = "opened_by", updatable = false)
  String openedBy;

  @Column(name = "opened_at", updatable = false)
  Instant openedAt;

  @Column(name = "preview_ends_at", updatable = false)
  Instant previewEndsAt;

  @Column(name = "published_by")
  @Nullable String publishedBy;

  @Column(name = "published_at")
  @Nullable Instant publishedAt;

  /** What the public reads, canonical JSON. */
  @Nullable String figures;

  @Column(name = "figures_sha256")
  @Nullable String figuresSha256;
}
