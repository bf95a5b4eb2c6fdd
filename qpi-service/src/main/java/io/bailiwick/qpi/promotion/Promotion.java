package io.bailiwick.qpi.promotion;

import io.bailiwick.common.json.CanonicalJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of promotion: the terms never change; the decision is filled in once, and so is the
 * successor.
 */
@Entity
class Promotion {

  @Id UUID id;

  @Column(updatable = false)
  String name;

  @Column(updatable = false)
  String title;

  @Column(updatable = false)
  @Nullable UUID supersedes;

  @Column(name = "starts_at", updatable = false)
  Instant startsAt;

  @Column(name = "ends_at", updatable = false)
  Instant endsAt;

  /** Canonical JSON of {@link Terms}. */
  @Column(updatable = false)
  String terms;

  @Column(name = "terms_sha256", updatable = false)
  String termsSha256;

  @Enumerated(EnumType.STRING)
  PromotionState state;

  @Column(updatable = false)
  String author;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "decided_by")
  @Nullable String decidedBy;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  /** The published promotion that takes its place; null while there is none. */
  @Column(name = "superseded_by")
  @Nullable UUID supersededBy;

  /** When the successor starts; null without one. */
  @Column(name = "superseded_at")
  @Nullable Instant supersededAt;

  Terms terms() {
    try {
      return CanonicalJson.read(terms, Terms.class);
    } catch (IOException e) {
      throw new IllegalStateException("promotion " + id + " does not hold terms", e);
    }
  }

  /** The first instant that no longer earns: as announced, or the start of the successor. */
  Instant closesAt() {
    return supersededAt != null && supersededAt.isBefore(endsAt) ? supersededAt : endsAt;
  }
}
