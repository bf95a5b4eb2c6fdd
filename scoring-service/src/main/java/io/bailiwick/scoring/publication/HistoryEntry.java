package io.bailiwick.scoring.publication;

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

/** A row of publication_history. */
@Entity
@Immutable
@Table(name = "publication_history")
class HistoryEntry {

  @Id UUID id;

  @Column(name = "publication_id")
  UUID publicationId;

  int number;

  @Nullable Integer registrar;

  @Enumerated(EnumType.STRING)
  PublicationEvent event;

  String state;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "correction_id")
  @Nullable UUID correctionId;

  @Nullable String note;

  String by;

  Instant at;
}
