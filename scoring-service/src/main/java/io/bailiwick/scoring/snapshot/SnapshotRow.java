package io.bailiwick.scoring.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A stored snapshot: written once, never changed. */
@Entity
@Immutable
@Table(name = "snapshot")
class SnapshotRow {

  @Id UUID id;
  LocalDate month;
  byte[] content;
  String sha256;

  @Column(name = "taken_at")
  Instant takenAt;
}
