package io.bailiwick.aip.casefile;

import io.bailiwick.aip.clock.ClockedCase;
import io.bailiwick.common.registrar.RegistrarId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of casefile. Its state is changed by {@link CaseJournal} only. */
@Entity
@Table(name = "casefile")
class CaseFile {
  @Id UUID id;

  @Version int version;

  @Nullable String reference;

  @Column(updatable = false)
  int registrar;

  @Column(name = "registrar_name", updatable = false)
  String registrarName;

  @Enumerated(EnumType.STRING)
  CaseState state;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "opened_at")
  @Nullable Instant openedAt;

  @Column(name = "opened_by")
  @Nullable String openedBy;

  @Column(name = "acknowledge_by")
  @Nullable LocalDate acknowledgeBy;

  @Column(name = "plan_by")
  @Nullable LocalDate planBy;

  @Column(name = "watch_until")
  @Nullable LocalDate watchUntil;

  @Column(name = "extension_days")
  int extensionDays;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  /** As clocks know it; only once it is a case. */
  ClockedCase clocked() {
    return new ClockedCase(id, Objects.requireNonNull(reference), RegistrarId.of(registrar));
  }
}
