package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.IndexState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of evaluation_result. */
@Entity
@Immutable
@Table(name = "evaluation_result")
class EvaluationResult {

  @Id UUID id;

  @Column(name = "evaluation_id")
  UUID evaluationId;

  int registrar;

  @Column(name = "registrar_name")
  String registrarName;

  @Enumerated(EnumType.STRING)
  IndexState state;

  @Column(name = "index_value")
  @Nullable BigDecimal index;

  @Column(name = "index_exact")
  @Nullable String indexExact;

  String gates;
  String kpis;
  String sentence;
}
