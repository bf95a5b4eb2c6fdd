package io.bailiwick.qpi.promotion;

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
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of participation_change. */
@Entity
@Immutable
@Table(name = "participation_change")
class ParticipationChange {

  @Id UUID id;

  @Column(name = "promotion_id")
  UUID promotionId;

  int registrar;

  @Enumerated(EnumType.STRING)
  ParticipationEvent event;

  @Enumerated(EnumType.STRING)
  @Column(name = "from_state")
  @Nullable ParticipationState from;

  @Enumerated(EnumType.STRING)
  @Column(name = "to_state")
  ParticipationState to;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> grounds;

  String reason;

  Instant at;

  @Column(name = "recorded_at")
  Instant recordedAt;

  String actor;

  /** Order of recording; given by the database. */
  @Column(insertable = false, updatable = false)
  long sequence;
}
