package io.bailiwick.aip.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of case_history. */
@Entity
@Immutable
@Table(name = "case_history")
class HistoryEntry {
  @Id UUID id;

  @Column(name = "case_id")
  UUID caseId;

  int sequence;

  @Enumerated(EnumType.STRING)
  @Nullable CaseEvent event;

  @Enumerated(EnumType.STRING)
  @Column(name = "from_state")
  @Nullable CaseState fromState;

  @Enumerated(EnumType.STRING)
  @Column(name = "to_state")
  CaseState toState;

  String actor;

  @Nullable String note;

  @Nullable List<UUID> findings;

  @Nullable List<UUID> packets;

  @Column(name = "occurred_at")
  Instant occurredAt;
}
