package io.bailiwick.qpi.coaching;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of coaching_note. */
@Entity
@Table(name = "coaching_note")
class CoachingNote {

  @Id UUID id;

  @Column(name = "promotion_id", updatable = false)
  UUID promotionId;

  @Column(name = "evaluation_id")
  UUID evaluationId;

  @Column(updatable = false)
  int registrar;

  @Column(name = "registrar_name", updatable = false)
  String registrarName;

  String finding;

  String advice;

  String owner;

  LocalDate due;

  @Enumerated(EnumType.STRING)
  CoachingState state;

  boolean shared;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "done_at")
  @Nullable Instant doneAt;

  @Version
  @Column(name = "row_version")
  int rowVersion;
}
