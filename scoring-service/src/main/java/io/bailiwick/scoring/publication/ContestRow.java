package io.bailiwick.scoring.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of publication_contest. */
@Entity
@Table(name = "publication_contest")
class ContestRow {

  @Id UUID id;

  @Column(name = "publication_id", updatable = false)
  UUID publicationId;

  @Column(updatable = false)
  int registrar;

  @Column(name = "correction_id", updatable = false)
  UUID correctionId;

  @Column(name = "incident_id", updatable = false)
  UUID incidentId;

  @Column(name = "open_from", updatable = false)
  Instant openFrom;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;
}
