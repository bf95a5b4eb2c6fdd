package io.bailiwick.qpi.promotion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of qualification. */
@Entity
@Immutable
@Table(name = "qualification")
class QualificationRow {

  @Id UUID id;

  @Column(name = "promotion_id")
  UUID promotionId;

  @Column(name = "evaluation_id")
  UUID evaluationId;

  int registrar;

  @Column(name = "registrar_name")
  String registrarName;

  @Enumerated(EnumType.STRING)
  QualificationState state;

  @Column(name = "index_value")
  @Nullable BigDecimal index;

  String sentence;

  @Column(name = "decided_at")
  Instant decidedAt;
}
