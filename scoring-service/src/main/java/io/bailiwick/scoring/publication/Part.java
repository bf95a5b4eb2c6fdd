package io.bailiwick.scoring.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of publication_result: one registrar's part of a publication. */
@Entity
@Table(name = "publication_result")
class Part {

  @Id UUID id;

  @Column(name = "publication_id", updatable = false)
  UUID publicationId;

  @Column(updatable = false)
  int registrar;

  @Column(name = "run_id")
  UUID runId;

  @Enumerated(EnumType.STRING)
  ResultState state;

  @Column(name = "due_at")
  Instant dueAt;

  @Column(name = "paused_since")
  @Nullable Instant pausedSince;

  @Column(name = "published_at")
  @Nullable Instant publishedAt;

  PreviewClock clock() {
    return new PreviewClock(dueAt, pausedSince);
  }

  void set(PreviewClock clock) {
    dueAt = clock.dueAt();
    pausedSince = clock.pausedSince();
  }
}
